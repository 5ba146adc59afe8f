import { type CfnAlarm, CfnCompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IDependable } from 'constructs';
import { type AlarmEntry } from './alarm';
import { AlarmTopics } from './alarm-topics';
import { alarmName, alarmNamed, ALARMS, descriptionOf } from './catalogue';
import { conditionsOf } from './conditions/conditions';
import { type AnomalyCondition, type Condition } from './conditions/condition';
import { type AlarmContext } from './conditions/terms';
import { anomalyConditions } from './conditions/tickets';
import { type AlarmIdentity, createAnomalyAlarm, createMetricAlarm } from './metric-alarm';
import { renderRule, ruleOf } from './rules';
import { suppressionOf, suppressorOf, WAIT_SECONDS } from './suppression';

/**
 * Every alarm of a Region, from the catalogue, and the topics that it tells. None acts when it is over: a new alarm goes to
 * OK first, and each deployment would send a round of good news.
 */
export class Alarms extends Construct {
  private readonly topics: AlarmTopics;
  private readonly conditions: Readonly<Record<string, Condition>>;
  private readonly anomalies: Readonly<Record<string, AnomalyCondition>>;
  private readonly created = new Map<string, CfnAlarm | CfnCompositeAlarm>();

  constructor(
    scope: Construct,
    id: string,
    private readonly context: AlarmContext,
    /** What publishes the heartbeats: without any, an alarm on one would ring as soon as it is made. */
    private readonly heartbeats?: IDependable,
  ) {
    super(scope, id);
    const { name, alarms: contacts } = context.config;
    this.topics = new AlarmTopics(this, 'Topics', { name, contacts });
    this.conditions = conditionsOf(context);
    this.anomalies = anomalyConditions(context);
    ALARMS.forEach((entry) => this.alarm(entry));
  }

  /** The alarm of an entry, made when it is first asked for: by its turn, or by one that is made of it. */
  private alarm(entry: AlarmEntry): CfnAlarm | CfnCompositeAlarm {
    const known = this.created.get(entry.name);
    if (known !== undefined) return known;
    const made = entry.composite ? this.composite(entry) : this.onMetrics(entry);
    this.created.set(entry.name, made);
    return made;
  }

  private onMetrics(entry: AlarmEntry): CfnAlarm {
    const [id, identity] = [idOf(entry), this.identityOf(entry)];
    const anomaly = this.anomalies[entry.name];
    if (anomaly !== undefined) return createAnomalyAlarm(this, id, identity, anomaly);
    const condition = this.conditions[entry.name];
    if (condition === undefined) throw new Error(`The alarm ${entry.name} has no condition.`);
    const alarm = createMetricAlarm(this, id, identity, condition);
    if (condition.missing === 'breaching' && this.heartbeats) alarm.node.addDependency(this.heartbeats);
    return alarm;
  }

  /** Names others literally, so CloudFormation has to be told to make them first. */
  private composite(entry: AlarmEntry): CfnCompositeAlarm {
    const rule = ruleOf(entry);
    const suppression = suppressionOf(entry.name);
    const suppressor = suppression && suppressorOf(suppression);
    const alarm = new CfnCompositeAlarm(this, idOf(entry), {
      ...this.identityOf(entry),
      alarmRule: renderRule(rule, (name) => this.nameOf(name)),
      ...(suppression !== undefined &&
        suppressor !== undefined && {
          actionsSuppressor: this.nameOf(suppressor),
          actionsSuppressorWaitPeriod: WAIT_SECONDS,
          actionsSuppressorExtensionPeriod: suppression.extensionSeconds,
        }),
    });
    const named = [...rule.flat(), ...(suppressor === undefined ? [] : [suppressor])];
    named.forEach((name) => alarm.addResourceDependency(this.alarm(alarmNamed(name))));
    return alarm;
  }

  private identityOf(entry: AlarmEntry): AlarmIdentity {
    return {
      alarmName: this.nameOf(entry.name),
      alarmDescription: descriptionOf(this.context.config.runbooks, entry),
      alarmActions: this.actionsOf(entry),
    };
  }

  private actionsOf({ severity }: AlarmEntry): string[] {
    switch (severity) {
      case 'page':
        return [this.topics.pages.topicArn];
      case 'ticket':
        return [this.topics.tickets.topicArn];
      case 'part':
        return [];
    }
  }

  private nameOf(name: string): string {
    return alarmName(this.context.config.name, name);
  }
}

/** `checkout-availability-burn-5m` becomes `CheckoutAvailabilityBurn5m`. */
const idOf = ({ name }: AlarmEntry): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
