// A project becomes a preview on this machine: the real program's `serve`, below /repo/, until it is closed.

import { spawn } from 'node:child_process';
import readline from 'node:readline';

import { program, project } from './desk.mjs';

/** Starts it: `{ root, close }`, as `served` gives them; `folder` is the project's own unless another is given. */
export async function previewed(site, folder = project(site)) {
  const options = ['serve', '--root', folder, '--base-url', 'https://example.org/repo/', '--port', '0'];
  const child = spawn(program(), options, { stdio: ['ignore', 'pipe', 'pipe'] });
  const close = () => new Promise((resolve) => child.once('exit', resolve) && child.kill());
  const root = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the preview ended with ${code}`)));
    for (const stream of [child.stdout, child.stderr]) {
      readline.createInterface({ input: stream }).on('line', (line) => {
        const address = /Preview at (\S+)/.exec(line)?.[1];
        if (address) resolve(address);
      });
    }
  });
  return { root, close };
}
