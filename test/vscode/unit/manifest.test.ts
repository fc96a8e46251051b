import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { spanNames } from '../../../src/core/span.js';
import { chatCommands, participantId, usageToolName } from '../../../src/vscode/chat/commands.js';
import { usageToolGroups, usageToolMembers } from '../../../src/vscode/chat/usageToolInput.js';
import { commandIds, commandTable } from '../../../src/vscode/commands/commandTable.js';
import { settingNames, settingsTable } from '../../../src/vscode/settings.js';
import { hoverCommands } from '../../../src/vscode/statusBar/hover.js';

/** What of package.json these tests read. */
interface Manifest {
  readonly main: string;
  readonly browser?: string;
  readonly extensionKind: readonly string[];
  readonly capabilities: Readonly<Record<string, { readonly supported: unknown; readonly description: string }>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly chatParticipants: readonly {
      readonly id: string;
      readonly name: string;
      readonly commands: readonly { readonly name: string }[];
    }[];
    readonly languageModelTools: readonly (Readonly<Record<string, unknown>> & {
      readonly name: string;
      readonly tags: readonly string[];
      readonly inputSchema: {
        readonly properties: Readonly<
          Record<string, { readonly enum?: unknown; readonly items?: { readonly enum?: unknown } }>
        >;
      };
    })[];
    readonly configuration: { readonly properties: Readonly<Record<string, SettingEntry>> };
    readonly icons: Readonly<Record<string, { readonly default: { readonly fontPath: string } }>>;
    readonly walkthroughs: readonly Walkthrough[];
    readonly submenus: readonly { readonly id: string }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
  };
}

/** A command, or a submenu that holds some. */
interface MenuEntry {
  readonly command?: string;
  readonly submenu?: string;
  readonly group?: string;
}

interface Walkthrough {
  readonly when: string;
  readonly steps: readonly {
    readonly title: string;
    readonly description: string;
    readonly media: { readonly svg: string; readonly altText: string };
    readonly completionEvents: readonly string[];
  }[];
}

interface SettingEntry {
  readonly type: string;
  readonly default: unknown;
  readonly scope: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

const root = process.cwd();
const manifestText = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;
const words = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Readonly<Record<string, string>>;
const { contributes } = manifest;

describe('manifest', () => {
  it('has the commands of the code, with the same titles, and no others', () => {
    const said = contributes.commands.map(({ command, title }) => [command, words[title.replaceAll('%', '')]]);
    assert.deepEqual(Object.fromEntries(said), commandTable);
    assert.ok(contributes.commands.every(({ category }) => words[category.replaceAll('%', '')] === 'Tallyboard'));
  });

  it('has every command that the code runs by its name', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const run = files.flatMap((file) =>
      [...readFileSync(join(root, 'src', file), 'utf8').matchAll(/executeCommand\(\s*'(tallyboard\.[^']+)'/g)].map(
        ([, id]) => id,
      ),
    );
    const known: readonly string[] = [...commandIds, 'tallyboard.you.focus'];
    assert.ok(run.length > 10);
    assert.deepEqual(
      run.filter((id) => !known.includes(id ?? '')),
      [],
    );
  });

  it('has the settings of the code, with the same type, default, scope and bounds, and no others', () => {
    const said = Object.entries(contributes.configuration.properties).map(([name, entry]) => {
      const { type, default: standard, scope, enum: values, minimum, maximum } = entry;
      const bounds = minimum === undefined ? {} : { minimum, maximum };
      return [name, { type, default: standard, scope, ...(values ? { values } : {}), ...bounds }];
    });
    assert.deepEqual(Object.fromEntries(said), settingsTable);
    assert.deepEqual(Object.keys(contributes.configuration.properties), settingNames);
  });

  it('has the chat participant of the code, with its commands and no proposed property', () => {
    const proposed = ['isDefault', 'isAgent', 'modes', 'locations', 'when', 'defaultImplicitVariables'];
    const said = contributes.chatParticipants.map((entry) => {
      assert.deepEqual(
        Object.keys(entry).filter((name) => proposed.includes(name)),
        [],
      );
      return [entry.id, entry.name, ...entry.commands.map(({ name }) => name)];
    });
    assert.deepEqual(said, [[participantId, 'tally', ...chatCommands]]);
  });

  it('has the language-model tool of the code, with what its input check takes', () => {
    const [tool, ...more] = contributes.languageModelTools;
    const { properties } = tool?.inputSchema ?? { properties: {} };
    assert.deepEqual([tool?.name, more], [usageToolName, []]);
    assert.deepEqual(Object.keys(properties), usageToolMembers);
    assert.deepEqual(properties['period']?.enum, spanNames);
    assert.deepEqual(properties['by']?.items?.enum, usageToolGroups);
    // The editor refuses these to extensions, with a line in a log.
    assert.ok(![usageToolName, ...(tool?.tags ?? [])].some((name) => /^(vscode|copilot)_/.test(name)));
    assert.equal(tool?.['canBeReferencedInPrompt'], true);
  });

  it('puts only its own commands into menus and links', () => {
    const used = [
      ...Object.values(contributes.menus)
        .flat()
        .flatMap(({ command }) => command ?? []),
      ...hoverCommands,
    ];
    assert.deepEqual(
      used.filter((id) => !commandIds.some((command) => command === id)),
      [],
    );
    const opened = Object.values(contributes.menus).flatMap((entries) =>
      entries.flatMap(({ submenu }) => submenu ?? []),
    );
    assert.deepEqual(
      contributes.submenus.map(({ id }) => id),
      opened,
    );
  });

  it('has Verify and Diagnose in the menu of the sidebar', () => {
    const inMenu = (contributes.menus['view/title'] ?? []).flatMap(({ command, group }) =>
      command !== undefined && group?.startsWith('1_') ? [command.replace('tallyboard.', '')] : [],
    );
    assert.deepEqual(inMenu, ['rescan', 'exportUsage', 'verify', 'diagnose']);
  });

  it('has a walkthrough that leads only to what is there, and that does not open when it is installed', () => {
    const [walkthrough, ...more] = contributes.walkthroughs;
    const steps = walkthrough?.steps ?? [];
    const said = (placeholder: string) => words[placeholder.replaceAll('%', '')] ?? '';
    assert.deepEqual([walkthrough?.when, more], ['tallyboard.ready', []]);
    assert.deepEqual(
      steps.map(({ title, completionEvents }) => [said(title), ...completionEvents]),
      [
        ['See your count', 'onView:tallyboard.you'],
        ['Count accepted suggestions', 'onCommand:tallyboard.countAccepted'],
        ['What stays in your code', 'onCommand:tallyboard.showReport'],
        ['Team, if you like', 'onCommand:tallyboard.joinTeam', 'onCommand:tallyboard.createTeam'],
      ],
    );
    const links = steps.flatMap(({ description }) => [...said(description).matchAll(/\(command:([\w.]+)\)/g)]);
    const ends = steps.flatMap(({ completionEvents }) => completionEvents.map((event) => event.split(':')[1] ?? ''));
    const known: readonly string[] = [...commandIds, 'tallyboard.you'];
    assert.deepEqual(
      [...links.map(([, id]) => id ?? ''), ...ends].filter((id) => !known.includes(id)),
      [],
    );
    for (const { media } of steps) {
      const drawn = readFileSync(join(root, media.svg), 'utf8');
      assert.deepEqual(
        drawn.match(/(fill|stroke)="(?!none|var\()[^"]*"/g),
        null,
        `${media.svg}: colours of the theme only`,
      );
      assert.ok(said(media.altText).length > 20, media.svg);
    }
  });

  it('runs where the tools ran, so never in a browser alone, and says what holds without trust or files', () => {
    const { main, browser, extensionKind, capabilities } = manifest;
    assert.deepEqual([main, browser, extensionKind], ['./dist/extension.cjs', undefined, ['workspace']]);
    const { untrustedWorkspaces, virtualWorkspaces } = capabilities;
    assert.deepEqual([untrustedWorkspaces?.supported, virtualWorkspaces?.supported], [true, 'limited']);
    assert.match(words['trust.untrusted'] ?? '', /^Counting works in Restricted Mode/);
    assert.match(words['workspace.virtual'] ?? '', /^Counting works/);
  });

  it('keeps a workspace from changing what is read and what it costs', () => {
    const ofWindow = Object.entries(settingsTable).filter(
      ([, { scope }]) => !['machine', 'application'].includes(scope),
    );
    assert.deepEqual(
      ofWindow.map(([name]) => name),
      [
        'tallyboard.statusBar.shows',
        'tallyboard.statusBar.period',
        'tallyboard.budget.amount',
        'tallyboard.budget.unit',
        'tallyboard.budget.period',
      ],
    );
  });

  it('has the settings of the README', () => {
    const rows = readFileSync(join(root, 'README.md'), 'utf8').matchAll(
      /^\| `(tallyboard\.[\w.]+)` \| (.*?) \| (.*?) \|/gm,
    );
    const places: Readonly<Record<string, string>> = { window: 'window', application: 'user', machine: 'machine' };
    assert.deepEqual(
      [...rows].map(([, name, standard, place]) => [name, standard, place]),
      Object.entries(settingsTable).map(([name, row]) => [
        name,
        `\`${JSON.stringify(row.default)}\``,
        places[row.scope],
      ]),
    );
  });

  it('has a sentence for every placeholder, and no sentence unused', () => {
    const used = [...manifestText.matchAll(/"%([\w.]+)%"/g)].map(([, name]) => name ?? '');
    assert.deepEqual([...new Set(used)].sort(), Object.keys(words).sort());
  });

  it('has drawn pictures that are those of the script', async () => {
    const media = (await import(pathToFileURL(join(root, 'media', 'make.mjs')).href)) as Record<
      string,
      (size?: number) => Buffer | string
    >;
    const file = (name: string) => readFileSync(join(root, 'media', name));
    assert.deepEqual(file('tallyboard.woff'), media['iconFont']?.());
    assert.deepEqual(file('icon.png'), media['picture']?.(128));
    assert.equal(file('activity-bar.svg').toString(), media['activityBarIcon']?.());
  });

  it('has the strings of extension and page ready for translators', async () => {
    const url = pathToFileURL(join(root, 'l10n', 'extract.mjs')).href;
    const { collectStrings } = (await import(url)) as { collectStrings(): Readonly<Record<string, string>> };
    const kept: unknown = JSON.parse(readFileSync(join(root, 'l10n', 'bundle.l10n.json'), 'utf8'));
    assert.deepEqual(kept, collectStrings(), 'run `node l10n/extract.mjs`');
  });

  it('calls nobody he or she, and has no space before a percent sign', () => {
    const texts = [
      ...Object.keys(JSON.parse(readFileSync(join(root, 'l10n', 'bundle.l10n.json'), 'utf8')) as object),
      ...Object.values(JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as object).map(String),
      ...['teamHelp.ts', 'help.ts', 'teamWords.ts'].map((file) => readFileSync(join(root, 'src', 'cli', file), 'utf8')),
    ];
    assert.deepEqual(
      texts.filter((text) => /\b(?:he|she|him|his|her|hers)\b|[\d}] %/i.test(text)),
      [],
    );
  });

  it('has all words of core in folders of words, where the strings for translators are looked for', () => {
    const core = join(root, 'src', 'core');
    const others = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !/(^|[\\/])words[\\/]/.test(file),
    );
    assert.ok(others.length > 50);
    const spoken = /\bt\(\s*['"`]|\b(?:one|other):\s*['"`]/;
    assert.deepEqual(
      others.filter((file) => spoken.test(readFileSync(join(core, file), 'utf8'))),
      [],
    );
  });
});
