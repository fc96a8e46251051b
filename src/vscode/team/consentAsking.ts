import { createHash } from 'node:crypto';
import { sealedLength } from '../../core/team/cleared.js';
import type { Choices } from '../../core/team/own.js';
import type { ConsentBytes, ConsentData } from '../../protocol/consentPage.js';
import type { TeamHere } from '../../protocol/teamWork.js';
import { consentData, type Language } from './consentData.js';
import type { TeamTools } from './teamTools.js';

type Tools = Pick<TeamTools, 'team' | 'wording' | 'badgesToShow'>;

/** What the person says yes to. */
interface Agreed {
  readonly team: string;
  readonly choices: Choices;
  /** The hash of the bytes that were shown, and that of the policy. */
  readonly shown: string;
  readonly policy: string;
}

/** One asking: of the team that it began with, whichever is chosen meanwhile. What the page was told last is all that can be shared. */
export class ConsentAsking {
  readonly #tools: Tools;
  readonly #language: Language;
  #here: TeamHere;
  /** Calls so far: only the answer of the newest is kept. */
  #calls = 0;
  #policy: string | undefined;
  #choices: Choices | undefined;
  #bytes: ConsentBytes | undefined;

  constructor(tools: Tools, language: Language, here: TeamHere) {
    this.#tools = tools;
    this.#language = language;
    this.#here = here;
  }

  get here(): TeamHere {
    return this.#here;
  }

  /** The bytes that were told last; '' where there are none. */
  get text(): string {
    return this.#bytes?.text ?? '';
  }

  async consent(): Promise<ConsentData> {
    const call = ++this.#calls;
    const of = { team: this.#here.id, draft: this.#choices };
    const { here, policy, data } = await consentData(this.#tools, this.#language, of);
    if (call === this.#calls) [this.#here, this.#policy, this.#bytes] = [here, policy, undefined];
    return data;
  }

  async bytes(choices: Choices): Promise<ConsentBytes> {
    const call = ++this.#calls;
    const asked = { team: this.#here.id, choices, local: true };
    const text = (await this.#tools.team.call('preview', asked)).join('');
    const hash = createHash('sha256').update(text).digest('hex');
    const bytes = { text, hash, size: Buffer.byteLength(text), sealed: sealedLength(text) };
    if (call === this.#calls) [this.#choices, this.#bytes] = [choices, bytes];
    return bytes;
  }

  /** Undefined unless these are the bytes that were told last. */
  agreed(shown: string): Agreed | undefined {
    const { id: team } = this.#here;
    const [choices, policy] = [this.#choices, this.#policy];
    if (policy === undefined || choices === undefined || this.#bytes?.hash !== shown) return undefined;
    return { team, choices, shown, policy };
  }
}
