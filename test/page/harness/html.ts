import { pageHtml } from '../../../src/vscode/sidebar/html.js';
import type { HostState } from './states.js';
import { type ThemeName, themeParts } from './themes.js';

/** The editor's own default style of a webview, as far as it touches us. */
const editorStyle = `@layer vscode-default {
  html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
  body { overscroll-behavior-x: none; background-color: transparent; color: var(--vscode-editor-foreground);
    font-family: var(--vscode-font-family); font-weight: var(--vscode-font-weight); font-size: var(--vscode-font-size);
    margin: 0; padding: 0 20px; }
  a, a code { color: var(--vscode-textLink-foreground); }
  a:focus, input:focus, select:focus, textarea:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
}`;

/**
 * The extension's own html, with what the editor adds: theme variables, its style, attributes of the body. What the
 * editor brings past the policy has the page's nonce here.
 */
export function testPageHtml(state: HostState, themeName: ThemeName, nonce: string): string {
  const { rule, body } = themeParts(themeName);
  const attributes = Object.entries(body).map(([name, value]) => `${name}="${value}"`);
  const head = `<style nonce="${nonce}">${editorStyle}</style>
<style id="theme" nonce="${nonce}">${rule}</style>
<script id="state" type="application/json">${JSON.stringify(state).replaceAll('<', '\\u003c')}</script>
<script nonce="${nonce}" src="/fakeHost.js"></script>`;
  return pageHtml({
    script: scriptOf(state),
    cspSource: "'self'",
    nonce,
    locale: state.hello.locale,
  })
    .replace('</head>', () => `${head}</head>`)
    .replace('<body>', `<body role="document" ${attributes.join(' ')}>`);
}

function scriptOf({ card, consent, report }: HostState): string {
  if (consent) return '/consent.js';
  return card ? '/card.js' : report ? '/report.js' : '/page.js';
}
