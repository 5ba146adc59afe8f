import { Duration } from 'aws-cdk-lib';
import { EventBus, EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { createDeadLetterQueue } from './work-queue';

/** Names of the bus and where its events go. */
export interface OrderEventsProps {
  readonly eventBusName: string;
  /** Receives what a rule could not deliver. */
  readonly deadLetterQueueName: string;
  /** Receives `{"orderId": …}` for every order whose payment is pending. */
  readonly ordersQueue: IQueue;
}

/** `source` of every event that the shop's functions put on the bus. */
export const EVENT_SOURCE = 'holdfast';

/**
 * The bus of this Region, its archive and its rules. Rules target queues only, so that there is one kind of
 * retry and one kind of dead letter.
 */
export class OrderEvents extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, props: OrderEventsProps) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { eventBusName: props.eventBusName });
    this.bus.archive('Archive', {
      archiveName: props.eventBusName,
      description: 'What happened to orders, for replay',
      eventPattern: { source: [EVENT_SOURCE] },
      retention: Duration.days(30),
    });
    this.forwardPendingPayments(props);
  }

  private forwardPendingPayments(props: OrderEventsProps): void {
    new Rule(this, 'PaymentPending', {
      eventBus: this.bus,
      description: 'Orders whose payment is pending go to the queue that advances them',
      eventPattern: { source: [EVENT_SOURCE], detailType: ['OrderPaymentPending'] },
      targets: [
        new SqsQueue(props.ordersQueue, {
          message: RuleTargetInput.fromObject({ orderId: EventField.fromPath('$.detail.orderId') }),
          deadLetterQueue: createDeadLetterQueue(this, 'DeadLetters', props.deadLetterQueueName),
        }),
      ],
    });
  }
}
