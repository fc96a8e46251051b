import { readFileSync } from 'node:fs';

/**
 * Takes what only people read out of the templates of the page's sources as they are bundled: the indentation of markup, which
 * in code goes anyway, and all but the rules of styles. Together they were 5 % of the page. Lines stay where they are.
 */
export const compact = {
  name: 'compact',
  /** @param {import('esbuild').PluginBuild} build */
  setup({ onLoad, esbuild }) {
    /** @param {string} styles */
    const smallest = async (styles) => {
      const { code } = await esbuild.transform(styles, {
        loader: 'css',
        minify: true,
        target: 'esnext',
        charset: 'utf8',
      });
      const lines = '\n'.repeat(styles.split('\n').length - 1);
      return `css\`${code.trim().replaceAll('\\', '\\\\')}\`${lines}`;
    };
    onLoad({ filter: /webview-ui[\\/].*\.ts$/ }, async ({ path }) => {
      const [code = '', ...sheets] = readFileSync(path, 'utf8').split(/\bcss`([^`]*)`/);
      const parts = await Promise.all(sheets.map((part, index) => (index % 2 === 0 ? smallest(part) : part)));
      return { contents: [code, ...parts].join('').replaceAll(/\n +/g, '\n'), loader: 'ts' };
    });
  },
};
