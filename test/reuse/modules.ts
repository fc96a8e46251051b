import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The modules under test, which run without a build, typed as far as the tests use them. */
async function load<M>(name: string): Promise<M> {
  return (await import(pathToFileURL(join(import.meta.dirname, '../../../test/reuse', name)).href)) as M;
}

export interface Inputs {
  ofTest(file: string, more?: readonly string[]): string;
  ofCheck(name: string): string;
}

export interface Passes {
  find(name: string, key: string): number | undefined;
  keep(name: string, key: string, passed: number): void;
  forgetOld(): void;
}

export interface Mode {
  readonly takes: boolean;
  readonly keeps: boolean;
}

export interface Told {
  readonly title: string;
  readonly file?: string;
}

export interface Report {
  readonly passes: readonly Told[];
  readonly pending: readonly Told[];
  readonly failures: readonly Told[];
}

export interface Begun {
  readonly toRun: readonly string[];
  readonly earlier: number;
  keep(report: Report): void;
}

export interface Reuse {
  readonly taken: number;
  readonly changed: string | undefined;
  ofTests(files: readonly string[], more?: readonly string[]): Begun;
  ofCheck(name: string): { readonly earlier: number; keep(): void };
}

interface MachineOptions {
  readonly root: string;
  readonly node: string;
  readonly env: Readonly<Record<string, string>>;
}

type Env = Readonly<Record<string, string>>;

export const { filesOf } = await load<{ filesOf(root: string): readonly string[] }>('checkout.mjs');
export const { Contents } = await load<{ Contents: new (root: string) => object }>('contents.mjs');
export const { Inputs } = await load<{ Inputs: new (contents: object, machine: readonly string[]) => Inputs }>(
  'inputs.mjs',
);
export const { Passes } = await load<{ Passes: new (folder: string, now?: () => number) => Passes }>('passes.mjs');
export const { machineOf } = await load<{
  machineOf(options: MachineOptions & { readonly names: ReadonlySet<string> }): readonly string[];
}>('machine.mjs');
export const { modeOf, wholePasses, Reuse } = await load<{
  modeOf(words: readonly string[], env: Env): Mode;
  wholePasses(files: readonly string[], report: Report): ReadonlyMap<string, number>;
  Reuse: new (options: MachineOptions & { readonly mode: Mode; readonly now?: () => number }) => Reuse;
}>('reuse.mjs');
