// The words that each client is asked with, in the usual scenarios and in the rare ones.

export const claude = (prompt, ...more) => ['-p', prompt, '--dangerously-skip-permissions', ...more];

export const bypass = ['--dangerously-bypass-approvals-and-sandbox', '--skip-git-repo-check'];
export const codex = (prompt, ...more) => ['exec', ...bypass, ...more, prompt];
export const resume = (prompt, ...more) => ['exec', ...bypass, ...more, 'resume', 'SESSION', prompt];
export const forked = (prompt, session = 'SESSION') => ['exec', 'fork', ...bypass, session, prompt];

export const copilot = (prompt, ...more) => ['--allow-all-tools', '-p', prompt, ...more];
export const gemini = (prompt, ...more) => ['--yolo', '-m', 'gemini-2.5-pro', '-p', prompt, ...more];
export const qwen = (prompt, ...more) => ['--yolo', '-p', prompt, ...more];
export const cline = (prompt) => ['--json', prompt];
export const sonnet = 'claude-sonnet-4-5-20250929';
export const pi = (prompt, ...more) => ['--provider', 'anthropicx', '--model', sonnet, '-p', ...more, prompt];
export const droid = (prompt, model = 'custom:anthropic', ...more) => {
  return ['exec', '--auto', 'medium', '-m', model, ...more, prompt];
};
export const kimi = (prompt, ...more) => ['-p', prompt, ...more];
export const cn = (prompt, ...more) => ['-p', '--auto', ...more, prompt];
export const goose = (prompt, ...more) => [
  ...['run', '--no-profile', '--with-builtin', 'developer', '--with-builtin', 'summon', '-t', prompt],
  ...more,
];
export const grok = (prompt, ...more) => ['-p', prompt, '-m', 'fake', '--yolo', ...more];
