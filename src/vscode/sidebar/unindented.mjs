import { readFileSync } from 'node:fs';

/**
 * Takes the indentation out of the page's sources as they are bundled: in code it goes anyway, in the templates of styles
 * and markup it means nothing, and there it was 4 % of the page. Lines stay where they are.
 */
export const unindented = {
  name: 'unindented',
  /** @param {import('esbuild').PluginBuild} build */
  setup({ onLoad }) {
    onLoad({ filter: /webview-ui[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(/\n +/g, '\n'),
      loader: 'ts',
    }));
  },
};
