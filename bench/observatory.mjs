// The MDN HTTP Observatory's own tests and weights, asked of one host of this machine: node observatory.mjs <package> <origins and paths as JSON>
import path from "node:path";
import { pathToFileURL } from "node:url";

const [home, asked] = process.argv.slice(2);
const { host, httpPort, httpsPort, pages } = JSON.parse(asked);
const from = (file) => import(pathToFileURL(path.join(home, "src", file)).href);
const { retrieve } = await from("retriever/retriever.js");
const { ALL_TESTS, ALGORITHM_VERSION } = await from("constants.js");
const { getScoreModifier, getGradeForScore } = await from("grader/grader.js");
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await from("grader/charts.js");
const ACCEPT = "Accept: text/html,application/xhtml+xml";

const found = [];
for (const { at, cookie } of pages) {
  const headers = cookie ? [ACCEPT, `Cookie: ${cookie}`] : [ACCEPT];
  const answers = await retrieve(host, { httpPort, httpsPort, path: at, headers });
  if (!answers.responses.auto) {
    found.push({ at, status: 0, score: 0, grade: "F", tests: {} });
    continue;
  }
  let full = 100, plain = 100;
  const tests = {};
  for (const test of ALL_TESTS) {
    const { result, constructor } = test(answers);
    const points = result ? getScoreModifier(result) : 0;
    tests[constructor.name] = `${result} ${points}`;
    full += points;
    plain += Math.min(points, 0);
  }
  const { score, grade } = getGradeForScore(plain >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? full : plain);
  found.push({ at, status: answers.responses.auto.status, verified: answers.responses.auto.verified, score, grade, tests });
}
console.log(JSON.stringify({ algorithm: ALGORITHM_VERSION, found }));
