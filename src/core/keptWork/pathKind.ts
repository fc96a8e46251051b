/** What a file is, as far as badges ask. */
export type PathKind = 'source' | 'test' | 'docs' | 'instructions';

const instructions =
  /(^|\/)((claude|agents|gemini|qwen|conventions)(\.local)?\.md|copilot-instructions\.md|[^/]+\.instructions\.md|[^/]+\.prompt\.md|\.(cursor|windsurf|cline|roo)rules|\.cursor\/rules\/[^/]+\.mdc)$/;
const docs = /\.(md|mdx|rst|adoc|asciidoc|textile|org)$|(^|\/)(docs?|documentation)\//;
const tests =
  /(^|\/)(tests?|__tests__|specs?|e2e|cypress)\/|(^|\/)(test_[^/]*|[^/]*[._-](test|tests|spec|specs|e2e))\.[a-z]+$|(^|\/)[^/]*(tests?|spec)\.(java|kt|cs|swift|scala|groovy|php)$/;

/** Of a path relative to the repository, `/` between folders. Instructions for agents are documents of their own kind. */
export function pathKind(path: string): PathKind {
  const name = path.toLowerCase();
  if (instructions.test(name)) return 'instructions';
  if (tests.test(name)) return 'test';
  return docs.test(name) ? 'docs' : 'source';
}

/** Languages that Polyglot tells apart, by the ends of their files' names. */
const languages: Readonly<Record<string, string>> = {
  TypeScript: 'ts tsx mts cts',
  JavaScript: 'js jsx mjs cjs',
  Python: 'py pyi',
  Java: 'java',
  Kotlin: 'kt kts',
  'C#': 'cs',
  'C/C++': 'c h cc cpp cxx hpp hh',
  Go: 'go',
  Rust: 'rs',
  Ruby: 'rb',
  PHP: 'php',
  Swift: 'swift',
  Dart: 'dart',
  Scala: 'scala',
  Elixir: 'ex exs',
  Haskell: 'hs',
  Lua: 'lua',
  Shell: 'sh bash zsh fish',
  PowerShell: 'ps1',
  HTML: 'html htm',
  CSS: 'css scss sass less',
  Vue: 'vue',
  Svelte: 'svelte',
};

const byEnd = new Map(
  Object.entries(languages).flatMap(([language, ends]) => ends.split(' ').map((end) => [end, language] as const)),
);

/** Undefined of what is no programming language, or none that is known. */
export function languageOf(path: string): string | undefined {
  return byEnd.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}
