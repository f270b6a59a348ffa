import { describe, expect, it } from 'vitest';
import { callBackText, dialled, mobileNumber, smsLink, whatsappLink } from './case-message.ts';

describe('the message that asks for a call back', () => {
	it('has house, area and haste, and nothing else of anybody', () => {
		const text = callBackText({ houseCode: 'TL-0421', areaCode: '64.02.06.1001', urgency: 'red' });
		expect(text).toBe('SEGERA. Mohon dihubungi: rumah TL-0421, wilayah 64.02.06.1001. (Jangkau)');
		expect(callBackText({ houseCode: 'TL-1', areaCode: null, urgency: 'yellow' })).toBe(
			'Mohon dihubungi: rumah TL-1. (Jangkau)'
		);
	});
	it.each([
		['0812-3456-7890', '6281234567890'],
		['+62 812 3456 7890', '6281234567890'],
		['0541 123456', null],
		['', null],
		[null, null]
	])('to %s goes to %s on WhatsApp', (phone, number) => {
		expect(mobileNumber(phone)).toBe(number);
	});
	it('goes to the number where it is a mobile, else asks to whom', () => {
		expect(whatsappLink('0812-3456-7890', 'a b')).toBe('https://wa.me/6281234567890?text=a%20b');
		expect(whatsappLink('0541 123456', 'a')).toBe('https://wa.me/?text=a');
		expect(smsLink('081234567890', 'a b')).toBe('sms:+6281234567890?body=a%20b');
		expect(smsLink(null, 'a')).toBe('sms:?body=a');
	});
	it('dials digits and a leading plus', () => {
		expect(dialled('0541-12 34 56')).toBe('0541123456');
		expect(dialled('+62 (812) 1')).toBe('+628121');
		expect(dialled('119')).toBe('119');
		expect(dialled('-')).toBeNull();
	});
});
