// The peer of `sfn-codegen/examples/synthesize.rs`: node chain.cjs FORM STATES MACHINES DIRECTORY
// writes so many state machines of so many Lambda tasks each, with the same payload, timeout and retriers, in the form
// `guarded` with the same catcher too, as a cloud assembly. The last line of its output is the most memory it has had, in KiB.
const cdk = require('aws-cdk-lib');
const lambda = require('aws-cdk-lib/aws-lambda');
const sfn = require('aws-cdk-lib/aws-stepfunctions');
const tasks = require('aws-cdk-lib/aws-stepfunctions-tasks');

const form = process.argv[2];
const [states, machines] = process.argv.slice(3, 5).map(Number);
const app = new cdk.App({ outdir: process.argv[5], analyticsReporting: false });
const stack = new cdk.Stack(app, 'Chains');
const fn = lambda.Function.fromFunctionArn(stack, 'Function', 'arn:aws:lambda:eu-west-1:123456789012:function:orders');

for (let m = 0; m < machines; m++) {
  const guarded = form === 'guarded';
  const failed = guarded && new sfn.Fail(stack, `Failed-${m}`, { stateName: 'Failed', error: 'ChargeFailed', cause: 'a charge failed' });
  let definition;
  for (let step = 1; step <= states; step++) {
    const task = new tasks.LambdaInvoke(stack, `Charge${step}-${m}`, {
      stateName: `Charge${step}`,
      lambdaFunction: fn,
      payload: sfn.TaskInput.fromObject({
        order_id: sfn.JsonPath.stringAt('$.id'),
        amount: sfn.JsonPath.numberAt('$.total'),
        step,
      }),
      taskTimeout: sfn.Timeout.duration(cdk.Duration.seconds(30)),
      resultSelector: { charge_id: sfn.JsonPath.stringAt('$.Payload.charge_id') },
      resultPath: '$.receipt',
    });
    if (guarded) {
      task.addRetry({ errors: ['States.Timeout'], interval: cdk.Duration.seconds(2), maxAttempts: 3 });
      task.addCatch(failed, { errors: ['States.ALL'], resultPath: '$.error' });
    }
    definition = definition ? definition.next(task) : task;
  }
  new sfn.StateMachine(stack, `Machine-${m}`, { definitionBody: sfn.DefinitionBody.fromChainable(definition) });
}
app.synth();
console.log(process.resourceUsage().maxRSS);
