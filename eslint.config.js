import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/**
 * To know the types the whole program is read, for each component again: two minutes. `npm test` leaves
 * the five rules that need them to `npm run lint` and CI, and keeps every other one.
 */
const quick = process.env['JANGKAU_LINT'] === 'quick';
const typed = [
	'@typescript-eslint/no-floating-promises',
	'@typescript-eslint/no-misused-promises',
	'@typescript-eslint/await-thenable',
	'@typescript-eslint/switch-exhaustiveness-check',
	'svelte/require-store-reactive-access'
];
const untyped = {
	files: ['**/*.ts', '**/*.svelte'],
	languageOptions: { parserOptions: { projectService: false, project: null } },
	rules: Object.fromEntries(typed.map((rule) => [rule, 'off']))
};

export default ts.config(
	{
		ignores: [
			'node_modules',
			'build',
			'.svelte-kit',
			'.jangkau',
			'src/lib/paraglide',
			'static',
			'**/*.generated.ts',
			'**/database.types.ts',
			'test-results',
			'playwright-report'
		]
	},
	js.configs.recommended,
	...ts.configs.recommended,
	...svelte.configs.recommended,
	prettier,
	...svelte.configs.prettier,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			'no-undef': 'off',
			'no-console': 'error',
			'svelte/no-navigation-without-resolve': 'off',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_' }
			]
		}
	},
	{
		files: ['**/*.ts', '**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: {
				projectService: true,
				extraFileExtensions: ['.svelte'],
				parser: ts.parser,
				svelteConfig
			}
		},
		rules: {
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
			'@typescript-eslint/consistent-type-imports': 'error'
		}
	},
	{
		// Outside SvelteKit's own tsconfig.
		files: ['supabase/**/*.ts', 'scripts/**/*.ts', '*.config.ts'],
		languageOptions: {
			parserOptions: { projectService: false, project: './tsconfig.node.json' }
		}
	},
	{
		files: ['scripts/**', 'src/cli/**', 'supabase/**', 'tests/**'],
		rules: { 'no-console': 'off' }
	},
	...(quick ? [untyped] : [])
);
