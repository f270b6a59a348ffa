// Hands Constrainautor on. Its package ships TypeScript source as types, which does not pass this
// project's stricter settings, so the types the engine needs stand in constrainautor.d.ts beside this.
export { default } from '@kninnug/constrainautor';
