import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Names } from '../names';
import { queryText, type SavedQuery } from './queries';

/** Which queries are saved, and the log groups that they read. */
export interface SavedQueriesProps {
  readonly deployment: string;
  readonly names: Names;
  readonly queries: readonly SavedQuery[];
  /** Log group of the API's access log; needed by queries that read it. */
  readonly accessLogGroupName?: string;
}

/** Logs Insights queries, `<name>/<query>`: the console shows what stands before the slash as a folder. */
export class SavedQueries extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SavedQueriesProps,
  ) {
    super(scope, id);
    props.queries.forEach((query) => {
      new CfnQueryDefinition(this, query.name, {
        name: `${props.deployment}/${query.name}`,
        logGroupNames: this.logGroupsOf(query),
        queryString: queryText(query),
      });
    });
  }

  private logGroupsOf({ source, name }: SavedQuery): string[] {
    const { names, accessLogGroupName } = this.props;
    if (source !== 'access-log') return source.map((folder) => logGroupOf(names, folder));
    if (accessLogGroupName === undefined)
      throw new Error(`The query ${name} reads an access log; none is given.`);
    return [accessLogGroupName];
  }
}

/** The log group of the function in `lambdas/<folder>`. */
const logGroupOf = (names: Names, folder: string): string => `/aws/lambda/${names.functionNamed(folder)}`;
