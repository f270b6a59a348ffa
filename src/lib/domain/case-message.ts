// A message that asks for a call back and says nothing of anybody: no name, no sign, no illness. It leaves
// the phone through another app, where nothing is sealed.

export interface CaseMessage {
	readonly houseCode: string;
	/** Official code of the smallest area that has one, e.g. `64.02.06.1001`; null where none is known. */
	readonly areaCode: string | null;
	readonly urgency: 'red' | 'yellow';
}

/** In Indonesian, whatever language the sender's app speaks: the reader is the bidan. */
export function callBackText({ houseCode, areaCode, urgency }: CaseMessage): string {
	const area = areaCode === null ? '' : `, wilayah ${areaCode}`;
	const haste = urgency === 'red' ? 'SEGERA. ' : '';
	return `${haste}Mohon dihubungi: rumah ${houseCode}${area}. (Jangkau)`;
}

/** A number as dialled; null where there is nothing to dial. */
export function dialled(phone: string | null): string | null {
	const digits = phone?.replace(/[^+\d]/g, '') ?? '';
	return digits.length >= 3 ? digits : null;
}

/** With country code and without a plus, as WhatsApp wants it; null for what is no Indonesian mobile. */
export function mobileNumber(phone: string | null): string | null {
	const digits =
		dialled(phone)
			?.replace(/^\+/, '')
			.replace(/^0(?=8)/, '62') ?? '';
	return /^628\d{7,11}$/.test(digits) ? digits : null;
}

/** Without a number WhatsApp asks to whom. */
export function whatsappLink(phone: string | null, text: string): string {
	return `https://wa.me/${mobileNumber(phone) ?? ''}?text=${encodeURIComponent(text)}`;
}

export function smsLink(phone: string | null, text: string): string {
	const number = mobileNumber(phone);
	return `sms:${number ? `+${number}` : ''}?body=${encodeURIComponent(text)}`;
}
