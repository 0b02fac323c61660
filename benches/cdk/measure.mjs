// Runs the contestants in turns and prints medians: node measure.mjs PROGRAM SCRATCH ROUNDS [STATES..]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const [program, scratch, rounds, ...sizes] = process.argv.slice(2);
const FORM = process.env.FORM ?? 'tasks';
// A definition has at most 1 MiB, which is some 1,200 of the guarded states: what is larger is split, for both.
const PER_MACHINE = 1000;

const contestants = [
  { name: 'this', run: (args) => [program, args, {}] },
  { name: 'CDK, validation off', run: (args) => [process.execPath, [join(scratch, 'chain.cjs'), ...args], { CDK_VALIDATION: 'false' }] },
  { name: 'CDK, default', run: (args) => [process.execPath, [join(scratch, 'chain.cjs'), ...args], {}] },
];

function once(contestant, states) {
  const out = mkdtempSync(join(scratch, 'out-'));
  const each = Math.min(states, PER_MACHINE);
  const [command, args, env] = contestant.run([FORM, each, states / each, out].map(String));
  const start = process.hrtime.bigint();
  const child = spawnSync(command, args, { env: { ...process.env, ...env }, cwd: scratch, encoding: 'utf8', maxBuffer: 1 << 28 });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  rmSync(out, { recursive: true, force: true });
  if (child.status !== 0) throw new Error(`${contestant.name}, ${states} states: ${child.error ?? child.stderr}`);
  return { ms, kib: Number(child.stdout.trim().split('\n').pop()) };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const span = (numbers) => `${Math.min(...numbers).toFixed(0)}..${Math.max(...numbers).toFixed(0)}`;

console.log('| states | | time, median | min..max | ratio | peak memory | ratio |');
console.log('| ---: | --- | ---: | ---: | ---: | ---: | ---: |');
for (const states of (sizes.length ? sizes : ['100', '1000', '4000']).map(Number)) {
  const seen = contestants.map(() => []);
  for (let round = -1; round < Number(rounds); round++) {
    contestants.forEach((contestant, i) => {
      const result = once(contestant, states);
      if (round >= 0) seen[i].push(result); // The first round warms the file cache.
    });
  }
  const time = seen.map((runs) => median(runs.map((run) => run.ms)));
  const memory = seen.map((runs) => median(runs.map((run) => run.kib)));
  contestants.forEach(({ name }, i) => {
    const ratio = (numbers) => (i ? `${(numbers[i] / numbers[0]).toFixed(0)} x` : '');
    const spread = span(seen[i].map((run) => run.ms));
    console.log(`| ${states} | ${name} | ${time[i].toFixed(1)} ms | ${spread} | ${ratio(time)} | ${(memory[i] / 1024).toFixed(1)} MiB | ${ratio(memory)} |`);
  });
}
