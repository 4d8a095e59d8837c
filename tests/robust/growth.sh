#!/usr/bin/env bash
# Time grows with the text and not with its square: a document twice as long takes about twice as long. Three documents
# that tempt lists to be searched from their start: much text, one name very often, very many names. User time of the
# best of three runs, less that of an empty run; the factor is generous as the machine may have other work.
. "$(dirname "$0")/../lib.sh"
cd "$RPT_TMP" || exit 2

python3 - "$RPT_SOURCE/examples/press-conference.txt" <<'P'
import random, sys
page = open(sys.argv[1], encoding='utf-8').read().strip() + '\n\n'
often = 'Sergey Lavrov met Ararat Mirzoyan in Moscow on 5 May 2021. President Lavrov said that Russia will help. He thanked him.\n'
dice = random.Random(1)
parts = 'ka lo mi ren tas vi dor el gan shu be no'.split()
word = lambda: ''.join(dice.choice(parts) for _ in range(3)).capitalize()
names = [f'Mr. {word()} {word()} met {word()} {word()}, Minister of Trade of {word()}, on {dice.randint(1, 28)} May {dice.randint(1900, 2020)}.\n'
         for _ in range(6000)]
for k in (1, 2):
    open(f'text{k}.txt', 'w').write(page * (200000 * k // len(page)))
    open(f'often{k}.txt', 'w').write('Talks\n\n' + often * (3000 * k))
    open(f'names{k}.txt', 'w').write('Talks\n\n' + ''.join(names[:3000 * k]))
open('nothing.txt', 'w').write('Nothing.\n')
P

ratio() { # NAME: fails where the text of twice the length takes more than 3.2 times as long
  python3 - "$RPT" "$1" <<'P'
import os, subprocess, sys
def user(name):
    def once():
        before = os.times().children_user
        subprocess.run([sys.argv[1], 'export', '-q', name + '.txt', '-o', name + '.nq'], check=True)
        return os.times().children_user - before
    return min(once() for _ in range(3))
nothing = user('nothing')
one, two = (max(user(sys.argv[2] + k) - nothing, 0.02) for k in '12')
print(f'{one:.2f} s, and {two:.2f} s for twice the text')
sys.exit(two > 3.2 * one)
P
}
for name in text often names; do check "time grows with the text: $name" ratio $name; done
