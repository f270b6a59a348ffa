// One page for every path: nothing is rendered on a server, so that the app starts with no network.
export const ssr = false;
export const prerender = false;
