/** Of `tallyboard team --help`. */
export const teamHelp = `  create --name NAME --transport git:URL|dir:PATH [--alias A] [--machines]
                     a team that you are the first admin of; --machines: of your own machines, which tell each other
                     each day's counts, and which no other person is let into
  invite [--device]  a code that lets in one member (or one more device of yours) within three days
  join CODE --alias A [--transport …]
                     asks to be let in, and prints six words that an admin has to see too. Shares nothing
  requests           who asked, with their six words
  approve ID [WORDS] lets in who asked, once you have compared the words
  admin ID           makes a member an admin beside you
  remove ID          lets a member go: new keys, which that member does not get
  look               what is new: members, and what is wrong with what was found
  preview [--on-board] [--score] [--tokens] [--waste] [--ask TOOLS] [--badges BADGES]
                     the exact bytes that "publish" would seal; --waste: which kinds of waste you met. Nothing leaves
  publish            seals and sends what the preview showed
  board [--board kept|thrift|tokens], insights, digest
                     what a team sees: nothing of a team of fewer than five. Of your own machines: their sums
  policy             what the team agreed on, and what changed since you accepted it. An admin changes it:
    [--purpose TEXT] [--guidance TEXT] [--readers TEXT] [--zone ZONE] [--ends DAY|none]
    [--fields LIST] [--boards LIST] [--least 5…50] [--weeks 4…13] [--quest kept:PERCENT|active:MEMBERS[@MONTH]|none]
  object [TEXT] [--flag]
                     tells all that you object to the policy, or to the flag of your row
  propose TEXT       proposes a change to all
  hold [TEXT]        has this week's digest wait for seven days; nobody makes that longer
  unsay              takes back what you said. "policy" shows what all say, by alias; --preview shows the bytes
  alias NAME         what the others call you, from your next share on
  pause, resume      publishes nothing meanwhile
  rotate             new keys, which nobody has who was let go
  log [--text]       all that ever left this machine for the team
  open               has the stock age program on this machine open your last share where the team keeps it, and
                     shows what it printed: to the byte what the log says
  backup FILE        this machine's key of the team, as an age file of a passphrase that is asked for (or the first line
                     of standard input), for the day that the machine is lost
  restore FILE       a member again by such a file, who shares nothing yet; never while the old machine lives
  leave              withdraws your rows; others drop them at their next sync
  erase [--all] [--local]
                     leaves and forgets; --all: all of your machines' days; --local: where the place is gone for good

  --team NAME        which one, where this machine is in several
  --json             JSON instead of text
  --home DIR, --ledger FILE, --timezone ZONE
                     what is counted, as for "tallyboard report"

A git remote needs nothing but git: no server of ours. An address has no password in it; git signs in as it always does.
Only these words reach the network, and only when you say them.
`;
