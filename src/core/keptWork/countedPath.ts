/** Folders of code that others wrote, that tools make, or of data for tests. */
const folders = new Set(
  'node_modules vendor vendored third_party third-party thirdparty external bower_components pods .venv venv site-packages dist out build target coverage generated __generated__ gen __snapshots__ snapshots fixtures testdata __fixtures__ .git .next .nuxt .yarn .pnpm-store'.split(
    ' ',
  ),
);

const lockFiles = new Set(
  'package-lock.json npm-shrinkwrap.json pnpm-lock.yaml bun.lockb go.sum cargo.lock composer.lock gemfile.lock poetry.lock pipfile.lock uv.lock flake.lock packages.lock.json pubspec.lock mix.lock podfile.lock gradle.lockfile'.split(
    ' ',
  ),
);

const ends =
  /(\.lock|\.min\.(js|css|mjs)|\.map|\.snap|\.pb\.(go|cc|h)|_pb2(_grpc)?\.pyi?|\.(generated|gen|g)\.[a-z]+|\.designer\.(cs|vb)|\.(csv|tsv|svg|json|jsonl|ndjson|geojson|xml|log|txt|dat|sql|po|resx|lproj|strings))$/;

/**
 * Whether lines of a file can count as AI lines: not generated, vendored, a lock file, minified, or data (TEAM §3). The
 * path is relative to the repository, `/` between folders.
 */
export function isCountedPath(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  const name = parts.pop() as string;
  return !parts.some((part) => folders.has(part)) && !lockFiles.has(name) && !ends.test(name);
}
