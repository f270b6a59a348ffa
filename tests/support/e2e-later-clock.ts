// Loaded before a test server: its clock runs some days ahead, and with it the embedded database's,
// which asks this process for the time.
const aheadMs = Number(process.env['JANGKAU_TEST_DAYS_LATER'] ?? 0) * 86_400_000;

if (aheadMs !== 0) {
	const RealDate = Date;
	const now = () => RealDate.now() + aheadMs;
	globalThis.Date = new Proxy(RealDate, {
		construct: (target, given: unknown[]) =>
			Reflect.construct(target, given.length === 0 ? [now()] : given) as Date,
		apply: () => new RealDate(now()).toString(),
		get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown))
	});
}

export {};
