/**
 * Computes every badge that `tallyboard badges --json --evidence` shows again, from the facts in it alone, with rules written apart from the
 * product's (TEAM §4), day by day and without its sums. Prints what differs; exit code 1 where anything does.
 *
 *   tallyboard badges --json --evidence | npm run --silent recompute:badges
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const later = (day, by) => new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);
const add = (list, of) => list.reduce((total, each) => total + of(each), 0);
const part = (some, all) => (all > 0 ? some / all : undefined);
const reach = (value, wanted) => (value === undefined ? 0 : value / wanted);
const below = (value, most) => (value === undefined ? 0 : value <= most ? 1 : most / value);
const once = (value) => Math.min(1, value);
/** Those of the days that end with one. */
const inDays = (list, end, length) => list.filter(({ day }) => day <= end && day > later(end, -length));

function middle(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

const settle = 7;
const none = { reached: [], progress: 0, count: null };

/** So many days on which something happened. */
function things(days, of) {
  const value = Math.min(days.length, of);
  return { reached: days.length >= of ? [days[of - 1]] : [], progress: value / of, count: [value, of] };
}

/** So many in a row, by the first row that is long enough, else the last. */
function inRow(steps, of) {
  let row = [];
  for (const { day, good } of steps) {
    row = good ? [...row, day] : [];
    if (row.length === of) break;
  }
  return things(row, of);
}

/** What stretches of days come to, one for each day of which something tells, and one up to the last that counts. */
function stretches(list, { length, last, wait, of }, look) {
  const ends = [...new Set([...list.map(({ day }) => day), last])].filter((day) => day <= last).sort();
  return tiers(
    ends.map((end) => ({ ...look(end, length), day: later(end, wait) })),
    of,
  );
}

function tiers(all, of) {
  const reached = [];
  for (const { day, sample, near } of all)
    if (sample >= of) while (reached.length < near.length && near[reached.length] >= 1) reached.push(day);
  const now = all.at(-1);
  if (!now) return none;
  if (reached.length === now.near.length) return { reached, progress: 1, count: null };
  return { reached, progress: once(now.sample / of) * once(now.near[reached.length]), count: null };
}

/** Days with ten AI lines or more, with what was used on them. */
function workDays({ edits, days, today }) {
  return [...new Set(edits.map(({ day }) => day))]
    .map((day) => {
      const of = edits.filter((edit) => edit.day === day);
      const use = days.find((each) => each.day === day);
      const [lines, kept] = [add(of, (edit) => edit.lines), add(of, (edit) => edit.kept)];
      return { day, lines, kept, use, yield: part(kept * 1000, use?.output ?? 0) };
    })
    .filter(({ day, lines }) => lines >= 10 && day <= later(today, -settle));
}

/** Full weeks from Monday, from that of the first day with use to the last that is over. */
function weeksOf({ days, today }) {
  const weeks = [];
  if (days.length === 0) return weeks;
  const first = days[0].day;
  for (let day = later(first, -((new Date(first).getUTCDay() + 6) % 7)); later(day, 7) <= today; day = later(day, 7))
    weeks.push(
      [0, 1, 2, 3, 4, 5, 6].map((by) => ({
        day: later(day, by),
        used: days.some((use) => use.day === later(day, by)),
      })),
    );
  return weeks;
}

function commitsThat({ commits, today }, of, wait, good) {
  const those = commits.filter((commit) => !commit.undone && commit.day <= later(today, -wait) && good(commit));
  return things(
    those.map(({ day }) => later(day, wait)),
    of,
  );
}

/** Kept lines of so many tools or models, each with so many. */
function keptBy({ edits, today }, name, of, lines) {
  const sums = {};
  const days = [];
  for (const edit of edits.filter(({ day }) => day <= later(today, -settle))) {
    const sum = (sums[name(edit)] ?? 0) + edit.kept;
    if (sum >= lines && sum - edit.kept < lines) days.push(later(edit.day, settle));
    sums[name(edit)] = sum;
  }
  return things(days, of);
}

/** The stretch of 28 days before another one. */
const before = (end) => later(end, -28);
const given = ({ input, cacheRead, cacheWrite }) => input + cacheRead + cacheWrite;
const guardedUse = ({ guarded, days }) => guarded.filter((day) => days.some((use) => use.day === day));

const craft = {
  'first-light': ({ commits }) =>
    things(
      commits
        .filter(({ undone }) => !undone)
        .map(({ day }) => day)
        .slice(0, 1),
      1,
    ),
  keeper: (facts) =>
    stretches(facts.edits, { length: 28, last: later(facts.today, -settle), wait: settle, of: 200 }, (end, length) => {
      const those = inDays(facts.edits, end, length);
      const lines = add(those, (edit) => edit.lines);
      const share = part(
        add(those, (edit) => edit.kept),
        lines,
      );
      return { sample: lines, near: [0.7, 0.8, 0.9].map((wanted) => reach(share, wanted)) };
    }),
  survivor: (facts) =>
    stretches(facts.edits, { length: 90, last: later(facts.today, -35), wait: 35, of: 200 }, (end, length) => {
      const those = inDays(facts.edits, end, length);
      const aged = add(those, (edit) => edit.aged);
      return {
        sample: aged,
        near: [
          reach(
            part(
              add(those, (edit) => edit.survived),
              aged,
            ),
            0.75,
          ),
        ],
      };
    }),
  'half-life': ({ lives, today }) =>
    stretches(lives, { length: 90, last: later(today, -90), wait: 90, of: 500 }, (end, length) => {
      const those = inDays(lives, end, length);
      const lines = add(those, (each) => each.lines);
      const lived = part(
        add(those, (each) => each.lived),
        lines,
      );
      return { sample: lines, near: [reach(lived, 0.5)] };
    }),
  'second-look': (facts) =>
    stretches(facts.edits, { length: 28, last: later(facts.today, -settle), wait: settle, of: 10 }, (end, length) => {
      const those = inDays(facts.edits, end, length).filter(({ byHand }) => byHand !== null);
      const changed = part(those.filter(({ byHand, kept }) => byHand > 0 && kept > 0).length, those.length);
      const kept = part(
        add(those, (edit) => edit.kept),
        add(those, (edit) => edit.lines),
      );
      const near = changed === undefined ? 0 : changed <= 0.7 ? changed / 0.3 : (1 - changed) / (1 - 0.7);
      return { sample: inDays(facts.commits, end, length).length, near: [once(near) * once(reach(kept, 0.6))] };
    }),
  'clean-landing': ({ commits, today }) =>
    inRow(
      commits
        .filter(({ day }) => day <= later(today, -settle))
        .map(({ day, undone }) => ({ day: later(day, settle), good: !undone })),
      10,
    ),
  'test-companion': (facts) => {
    const commits = facts.commits.filter(({ kinds, undone }) => kinds.includes('source') && !undone);
    return stretches(
      commits,
      { length: 90, last: later(facts.today, -settle), wait: settle, of: 10 },
      (end, length) => {
        const those = inDays(commits, end, length);
        const tested = those.filter(({ kinds }) => kinds.includes('test')).length;
        return { sample: those.length, near: [reach(part(tested, those.length), 0.5)] };
      },
    );
  },
  'small-steps': (facts) =>
    stretches(facts.commits, { length: 90, last: later(facts.today, -settle), wait: settle, of: 10 }, (end, length) => {
      const sizes = inDays(facts.commits, end, length).map(({ added, removed }) => added + removed);
      return { sample: sizes.length, near: [below(middle(sizes), 150)] };
    }),
  'doc-friend': (facts) => commitsThat(facts, 5, settle, ({ kinds }) => kinds.includes('docs')),
  gardener: (facts) => commitsThat(facts, 5, settle, ({ added, removed }) => removed > added),
};

const thrift = {
  'cache-gardener': (facts) => {
    const days = workDays(facts);
    const good = days.filter((day) => {
      const usual = middle(inDays(days, later(day.day, -1), 60).flatMap((other) => other.yield ?? [])) ?? 0;
      const share = day.use && given(day.use) > 0 ? day.use.cacheRead / given(day.use) : 0;
      return share >= 0.8 && (day.yield ?? 0) >= usual;
    });
    return things(
      good.map(({ day }) => later(day, settle)),
      10,
    );
  },
  'light-touch': (facts) => {
    const days = workDays(facts).filter((day) => day.yield !== undefined);
    const good = days.filter((day) => {
      const others = inDays(days, later(day.day, -1), 60);
      return others.length >= 10 && others.filter((other) => other.yield < day.yield).length >= 0.9 * others.length;
    });
    return things(
      good.map(({ day }) => later(day, settle)),
      5,
    );
  },
  'right-sized': (facts) => {
    const days = workDays(facts);
    return stretches(days, { length: 28, last: later(facts.today, -settle), wait: settle, of: 200 }, (end, length) => {
      const [work, uses] = [inDays(days, end, length), inDays(facts.days, end, length)];
      const lines = add(work, (day) => day.lines);
      const usual = middle(inDays(days, end, 90).map((day) => day.kept / day.lines)) ?? 1;
      const small = part(
        add(uses, (use) => use.smallRequests),
        add(uses, (use) => use.requests),
      );
      const kept = part(
        add(work, (day) => day.kept),
        lines,
      );
      return { sample: lines, near: [once(reach(small, 0.4)) * once(reach(kept, usual))] };
    });
  },
  'frugal-month': (facts) => {
    const days = workDays(facts);
    const month = (end) => {
      const [work, uses] = [inDays(days, end, 28), inDays(facts.days, end, 28)];
      const kept = add(work, (day) => day.kept);
      const priced = uses.every(({ costNano }) => costNano !== null);
      const price = priced
        ? part(
            add(uses, (use) => use.costNano),
            kept,
          )
        : undefined;
      return { lines: add(work, (day) => day.lines), kept, price };
    };
    return stretches(days, { length: 28, last: later(facts.today, -settle), wait: settle, of: 200 }, (end) => {
      const [now, then] = [month(end), month(before(end))];
      const costs = now.price === undefined || !then.price ? undefined : now.price / then.price;
      const near = once(below(costs, 0.8)) * once(reach(part(now.kept, then.kept), 0.5));
      return { sample: Math.min(now.lines, then.lines), near: [near] };
    });
  },
  'context-trimmer': (facts) => {
    const days = workDays(facts);
    const month = (end) => {
      const [work, uses] = [inDays(days, end, 28), inDays(facts.days, end, 28)];
      const [lines, kept] = [add(work, (day) => day.lines), add(work, (day) => day.kept)];
      const output = add(uses, (use) => use.output);
      return { lines, kept: part(kept, lines), yield: part(kept, output), input: part(add(uses, given), output) };
    };
    return stretches(days, { length: 28, last: later(facts.today, -settle), wait: settle, of: 200 }, (end) => {
      const [now, then] = [month(end), month(before(end))];
      const inputs = now.input === undefined || !then.input ? undefined : now.input / then.input;
      const kept = once(reach(now.kept, then.kept || 1)) * once(reach(now.yield, then.yield || 1));
      return { sample: Math.min(now.lines, then.lines), near: [once(below(inputs, 0.75)) * kept] };
    });
  },
  'one-shot': (facts) => {
    const edits = facts.edits.filter(({ redone }) => redone !== null);
    return stretches(edits, { length: 28, last: later(facts.today, -settle), wait: settle, of: 50 }, (end, length) => {
      const those = inDays(edits, end, length);
      return {
        sample: those.length,
        near: [reach(part(those.filter(({ redone }) => !redone).length, those.length), 0.6)],
      };
    });
  },
  'loop-breaker': ({ loops, ...facts }) => {
    const days = workDays(facts);
    const last = later(facts.today, -settle);
    const ends = [...new Set([...days.map(({ day }) => day), last])]
      .sort()
      .filter((end) => later(end, -27) >= loops.since);
    return tiers(
      ends.map((end) => ({
        day: end,
        sample: inDays(days, end, 28).length,
        near: [inDays(loops.found, end, 28).length === 0 ? 1 : 0],
      })),
      10,
    );
  },
  'budget-keeper': ({ budgets }) =>
    budgets
      ? things(
          budgets.filter(({ within }) => within).map(({ to }) => to),
          3,
        )
      : none,
};

const others = {
  polyglot: (facts) => {
    const commits = facts.commits.filter(({ undone }) => !undone);
    const last = later(facts.today, -settle);
    const ends = [...new Set([...commits.map(({ day }) => day).filter((day) => day <= last), last])].sort();
    const spoken = ends.map((end) => {
      const sums = {};
      for (const { languages } of inDays(commits, end, 90))
        for (const [name, lines] of Object.entries(languages)) sums[name] = (sums[name] ?? 0) + lines;
      return Object.values(sums)
        .filter((lines) => lines >= 50)
        .map(() => later(end, settle));
    });
    return things(spoken.find((each) => each.length >= 4) ?? spoken.at(-1), 4);
  },
  toolsmith: (facts) => keptBy(facts, ({ tool }) => tool, 3, 10),
  'model-taster': (facts) => keptBy(facts, ({ model }) => model, 3, 100),
  student({ lessons, waste, days, today }) {
    const found = [];
    const last = {};
    for (const { day, kind } of lessons) {
      const [then, since] = [
        [later(day, -1), 28],
        [later(day, 28), 28],
      ];
      const [before, after] = [then, since].map((stretch) => inDays(waste, ...stretch));
      if (before.length < 28 || after.length < 28 || later(day, 28) >= today || day <= last[kind]) continue;
      const [old, now] = [before, after].map((each) => add(each, ({ tokens }) => tokens[kind] ?? 0));
      if (old === 0) continue;
      last[kind] = later(day, 28);
      const [work, more] = [then, since].map((stretch) => inDays(days, ...stretch).length);
      if (now / old <= 0.5 && more >= work / 2) found.push(later(day, 29));
    }
    return things(found, 5);
  },
  explorer: ({ ways, today }) =>
    things(
      Object.values(ways)
        .filter((day) => day !== null && day <= today)
        .sort(),
      4,
    ),
  'note-keeper': (facts) => commitsThat(facts, 5, 35, ({ instructionsStayed }) => instructionsStayed > 0),
  guardian: (facts) => things(guardedUse(facts), 28),
  'secret-keeper': (facts) => {
    const sent = facts.secrets.filter((secret) => secret.sent > 0).map(({ day }) => day);
    const days = [...new Set([...guardedUse(facts), ...sent])].sort();
    return inRow(
      days.map((day) => ({ day, good: !sent.includes(day) })),
      28,
    );
  },
  'clean-commits': (facts) => commitsThat(facts, 20, settle, ({ secrets }) => secrets === 0),
  'good-catch': ({ secrets }) =>
    things(
      secrets.filter(({ removed }) => removed > 0).map(({ day }) => day),
      1,
    ),
  'steady-hand': (facts) =>
    inRow(
      weeksOf(facts).map((week) => ({
        day: week[6].day,
        good: week.slice(0, 5).filter(({ used }) => used).length >= 3,
      })),
      4,
    ),
  unplugged: (facts) =>
    inRow(
      weeksOf(facts).map((week) => ({
        day: week[6].day,
        good:
          week.filter(({ used }) => used).length >= 2 &&
          week.some(({ used }, index) => !used && week[index + 1]?.used === false),
      })),
      4,
    ),
  daylight({ hours, today }) {
    if (hours === null) return none;
    const last = later(today, -1);
    return stretches(hours, { length: 28, last, wait: 1, of: 10 }, (end, length) => {
      const those = inDays(hours, end, length);
      const inside = part(
        add(those, (day) => day.within),
        add(those, (day) => day.used),
      );
      return { sample: those.length, near: [reach(inside, 0.9)] };
    });
  },
  comeback: ({ days }) =>
    things(
      days.filter(({ day }, index) => index > 0 && later(days[index - 1].day, 14) < day).map(({ day }) => day),
      1,
    ),
};

/** The day on which an ISO week ends. */
function sundayOf(week) {
  const [year, number] = week.split('-W').map(Number);
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 86_400_000;
  return new Date(monday + (number * 7 - 1) * 86_400_000).toISOString().slice(0, 10);
}

/** The Tuesday after it. */
const toldOn = (week) => later(sundayOf(week), 2);
const nearest = (all) =>
  all.reduce((best, each) => (best && best.progress >= each.progress ? best : each), undefined) ?? none;

const team = {
  'welcome-mat': ({ teams, today }) =>
    teams.length === 0
      ? none
      : things(
          teams
            .flatMap(({ welcomed }) => (welcomed ? [toldOn(welcomed)] : []))
            .filter((day) => day <= today)
            .sort(),
          1,
        ),
  'open-book': ({ teams, today }) =>
    teams.length === 0
      ? none
      : things(
          teams
            .flatMap(({ opened }) => opened ?? [])
            .filter((day) => day <= today)
            .sort(),
          1,
        ),
  reviewer: ({ reviews, teams, today }) =>
    teams.length === 0
      ? none
      : things(
          reviews.map(({ day }) => day).filter((day) => day <= today),
          10,
        ),
  'quest-done': ({ teams, today }) => {
    const days = teams.flatMap(({ quests }) => Object.values(quests).map(toldOn)).filter((day) => day <= today);
    return teams.some(({ quest }) => quest) || days.length > 0 ? things(days.sort(), 1) : none;
  },
  'team-lift': ({ teams, today }) =>
    nearest(
      teams.map(({ kept }) => {
        const weeks = Object.keys(kept)
          .sort()
          .filter((week) => toldOn(week) <= today);
        const quarter = (week) => `${sundayOf(week).slice(0, 4)} ${Math.ceil(Number(sundayOf(week).slice(5, 7)) / 3)}`;
        return tiers(
          weeks.map((week) => {
            const first = weeks.find((other) => quarter(other) === quarter(week));
            const apart = (Date.parse(sundayOf(week)) - Date.parse(sundayOf(first))) / (7 * 86_400_000);
            return { day: toldOn(week), sample: apart, near: [Math.max(0, kept[week] - kept[first]) / 5] };
          }),
          4,
        );
      }),
    ),
  'honest-meter': ({ teams, today }) =>
    nearest(
      teams.map(({ recounts }) =>
        inRow(
          Object.keys(recounts)
            .sort()
            .map((week) => ({ day: later(sundayOf(week), 28), good: recounts[week] }))
            .filter(({ day }) => day <= today),
          13,
        ),
      ),
    ),
};

const rules = { ...craft, ...thrift, ...others, ...team };

/** How many badges were computed again, and what of them differs. A tier that was reached before stays reached. */
export function recompute({ badges, facts }) {
  const differences = badges.flatMap(({ id, reached, progress, count }) => {
    if (!rules[id]) return [`${id}: no rule`];
    const ours = rules[id](facts);
    const days = ours.reached.map((day, tier) => (reached[tier] < day ? reached[tier] : day));
    const shown = JSON.stringify([reached, progress, count && [count.value, count.of]]);
    const computed = JSON.stringify([days, ours.progress, ours.count]);
    return shown === computed ? [] : [`${id}: shown ${shown}, computed ${computed}`];
  });
  return { compared: badges.length, differences };
}

if (fileURLToPath(import.meta.url) === process.argv[1]) {
  const { compared, differences } = recompute(JSON.parse(readFileSync(process.argv[2] ?? 0, 'utf8')));
  const words = differences.length === 0 ? 'all as shown' : differences.join('\n');
  process.stdout.write(`${compared} badges computed again: ${words}\n`);
  process.exitCode = differences.length === 0 ? 0 : 1;
}
