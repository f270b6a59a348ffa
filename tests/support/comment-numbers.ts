// What may and may not stand in a remark, read by the tests of the device and of the database.
export const numbersInWords = [
	'Hubungi 0812-3456-7890',
	'NIK 6408010101900001',
	'NIK 6408 0101 0190 0001',
	'+62 (812) 345 678 90',
	'Rapat 23/11/2026 di aula',
	'Target 2024, 2025, 2026 belum tercapai',
	'Dari 2.500 rumah baru 1.200',
	'Dana 25.000.000 belum cukup',
	'RT 001, RT 002 dan RT 003'
];
