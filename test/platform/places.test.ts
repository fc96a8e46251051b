import assert from 'node:assert/strict';
import { type PlacesOptions, placesOf } from '../../src/platform/places.js';

type Case = readonly [what: string, options: PlacesOptions, folder: string];

const linux = { os: 'linux', home: '/home/u' } as const;
const mac = { os: 'darwin', home: '/Users/u' } as const;
const windows = { os: 'win32', home: 'C:\\Users\\u' } as const;

/** Where an editor keeps its `User` folder; the home folder is given, so the environment is not asked. */
const cases: readonly Case[] = [
  ['VS Code', linux, '/home/u/.config/Code/User'],
  ['VS Code', mac, '/Users/u/Library/Application Support/Code/User'],
  ['VS Code', windows, 'C:\\Users\\u\\AppData\\Roaming\\Code\\User'],
  ['Insiders', linux, '/home/u/.config/Code - Insiders/User'],
  ['Insiders', mac, '/Users/u/Library/Application Support/Code - Insiders/User'],
  ['Insiders', windows, 'C:\\Users\\u\\AppData\\Roaming\\Code - Insiders\\User'],
  ['VSCodium', linux, '/home/u/.config/VSCodium/User'],
  ['VSCodium', mac, '/Users/u/Library/Application Support/VSCodium/User'],
  ['VSCodium', windows, 'C:\\Users\\u\\AppData\\Roaming\\VSCodium\\User'],
  ['Cursor', linux, '/home/u/.config/Cursor/User'],
  ['Cursor', mac, '/Users/u/Library/Application Support/Cursor/User'],
  ['Cursor', windows, 'C:\\Users\\u\\AppData\\Roaming\\Cursor\\User'],
  ['Windsurf', linux, '/home/u/.config/Windsurf/User'],
  ['Windsurf', mac, '/Users/u/Library/Application Support/Windsurf/User'],
  ['Windsurf', windows, 'C:\\Users\\u\\AppData\\Roaming\\Windsurf\\User'],
  ['the flatpak', linux, '/home/u/.var/app/com.visualstudio.code/config/Code/User'],
  ['the flatpak of VSCodium', linux, '/home/u/.var/app/com.vscodium.codium/config/VSCodium/User'],
  ['the snap', linux, '/home/u/snap/code/current/.config/Code/User'],
  ['the server of VS Code', linux, '/home/u/.vscode-server/data/User'],
  ['the server of VS Code', mac, '/Users/u/.vscode-server/data/User'],
  ['the server of VS Code', windows, 'C:\\Users\\u\\.vscode-server\\data\\User'],
  ['the server of Insiders', linux, '/home/u/.vscode-server-insiders/data/User'],
  ['the server of Cursor', linux, '/home/u/.cursor-server/data/User'],
  ['the server of Windsurf', linux, '/home/u/.windsurf-server/data/User'],
  ['code-server', linux, '/home/u/.local/share/code-server/User'],
  ['code-server', mac, '/Users/u/Library/Application Support/code-server/User'],
  ['code-server', windows, 'C:\\Users\\u\\AppData\\Local\\code-server\\Data\\User'],
  ['the editor that runs us', { ...linux, editorUserFolder: '/opt/fork/data/User' }, '/opt/fork/data/User'],
];

/** Variables that move a folder; they count only where no home folder is given. */
const moved: readonly Case[] = [
  ['a portable VS Code', { os: 'linux', env: { VSCODE_PORTABLE: '/usb/data' } }, '/usb/data/user-data/User'],
  ['a portable VS Code', { os: 'win32', env: { VSCODE_PORTABLE: 'E:\\data' } }, 'E:\\data\\user-data\\User'],
  ['a server elsewhere', { os: 'linux', env: { VSCODE_AGENT_FOLDER: '/srv/agent' } }, '/srv/agent/data/User'],
  ['XDG_CONFIG_HOME', { os: 'linux', env: { XDG_CONFIG_HOME: '/cfg' } }, '/cfg/Code/User'],
  ['XDG_DATA_HOME', { os: 'linux', env: { XDG_DATA_HOME: '/share' } }, '/share/code-server/User'],
  ['APPDATA', { os: 'win32', env: { APPDATA: 'D:\\Roaming' } }, 'D:\\Roaming\\Cursor\\User'],
  ['LOCALAPPDATA', { os: 'win32', env: { LOCALAPPDATA: 'D:\\Local' } }, 'D:\\Local\\code-server\\Data\\User'],
];

describe("the editors' folders", () => {
  for (const [what, options, folder] of [...cases, ...moved])
    it(`hold those of ${what} on ${options.os}: ${folder}`, () => {
      const { editorUserFolders } = placesOf(options);
      assert.equal(editorUserFolders.filter((found) => found === folder).length, 1, editorUserFolders.join('\n'));
    });

  it('name the one that runs us first, and once', () => {
    const own = '/home/u/.config/Code/User';
    const { editorUserFolders } = placesOf({ ...linux, editorUserFolder: own });
    assert.equal(editorUserFolders[0], own);
    assert.equal(new Set(editorUserFolders).size, editorUserFolders.length);
  });

  it('of another home folder do not follow the environment', () => {
    const env = { VSCODE_PORTABLE: '/usb/data', XDG_CONFIG_HOME: '/cfg' };
    const { editorUserFolders } = placesOf({ ...linux, env });
    assert.deepEqual(
      editorUserFolders.filter((folder) => !folder.startsWith('/home/u/')),
      [],
    );
  });

  it('are of Linux packages on Linux alone', () => {
    for (const options of [mac, windows])
      assert.deepEqual(
        placesOf(options).editorUserFolders.filter((folder) => /[\\/](snap|\.var)[\\/]/.test(folder)),
        [],
      );
  });
});
