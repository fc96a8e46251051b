/** The exact names under which the package knows a model. */
import { calcPrice, type MatchLogic, type ModelInfo } from '@pydantic/genai-prices';
import { bedrockName } from '../../core/modelNames.js';

/**
 * Bedrock's cross-region inference profiles; '' is the region the request was sent to. The package tells which of them a
 * `regional.` model has; the others it matches behind any, of which the common three are taken.
 */
const profiles = ['', 'us.', 'us-gov.', 'eu.', 'apac.', 'jp.', 'au.', 'in.', 'ca.'];
const commonProfiles = ['', 'us.', 'eu.', 'apac.'];

/** Lower-case names that are this model by the package's own matching, its id first. */
export function packageNames(provider: string, model: ModelInfo): readonly string[] {
  if (provider === 'aws')
    return unique(
      bedrockIds(model.id)
        .filter((id) => isModel(provider, id, model))
        .map(bedrockName),
    );
  const told = [...literals(model.match)].filter((name) => isWhole(name) && isModel(provider, name, model));
  return unique([model.id, ...told].map((name) => name.toLowerCase()));
}

/** `regional.` is the package's word for every profile but `global.`, and for none. */
function bedrockIds(id: string): readonly string[] {
  if (id.startsWith('global.')) return [id];
  const regional = /^regional\.(.+)$/.exec(id)?.[1];
  if (regional === undefined) return commonProfiles.map((profile) => profile + id);
  return profiles.map((profile) => profile + regional);
}

/** Texts that the rule compares with; a beginning such as `claude-haiku-4.5` is a name of its own. */
function* literals(match: MatchLogic): Generator<string> {
  if ('or' in match) for (const part of match.or) yield* literals(part);
  else if ('and' in match) for (const part of match.and) yield* literals(part);
  else if ('equals' in match) yield match.equals;
  else if ('starts_with' in match) yield match.starts_with;
  else if ('ends_with' in match) yield match.ends_with;
  else if ('contains' in match) yield match.contains;
}

/** Not a fragment such as `gpt-5-nano-`, `claude-sonnet-4@` or `claude-sonnet-4-2025`, nor a fine-tuned model's stem. */
function isWhole(name: string): boolean {
  return /[a-z0-9]$/i.test(name) && !/-20\d\d(?:-\d\d)?$/.test(name) && !/-0$/.test(name) && !name.startsWith('ft:');
}

/** By identity: an earlier rule may catch the name, or the package may fall back to another provider. */
function isModel(provider: string, name: string, model: ModelInfo): boolean {
  return calcPrice({}, name, { providerId: provider })?.model === model;
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
