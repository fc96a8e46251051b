const words: Readonly<Record<string, (t: (text: string) => string) => string>> = {
  'unreadable-file': (t) => t('A file could not be read'),
  'unreadable-folder': (t) => t('A folder could not be read'),
  'busy-file': (t) => t('A tool is writing to this file; it is read at the next look'),
  'damaged-file': (t) => t('A file is damaged'),
  'link-loop': (t) => t('A link leads round in a circle and is not followed'),
  'vanished-file': (t) => t('A file was gone before it was read'),
};

/** What was wrong with a file or folder, for doctor and Diagnose; undefined for a code that has no words. */
export function problemWords(code: string, t: (text: string) => string): string | undefined {
  return words[code]?.(t);
}
