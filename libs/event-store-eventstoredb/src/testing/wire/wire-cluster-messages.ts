import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { UUID } from '@eventstore/db-client/generated/shared_pb';

export interface ClusterMember {
  readonly host: string;
  readonly port: number;
  readonly isUp: boolean;
}

export interface ClusterView {
  readonly members: readonly ClusterMember[];
  readonly leader: ClusterMember;
}

const { LEADER, FOLLOWER } = MemberInfo.VNodeState;

export const clusterMessage = ({ members, leader }: ClusterView): ClusterInfo =>
  new ClusterInfo().setMembersList(
    members.map((member, index) =>
      new MemberInfo()
        .setInstanceId(new UUID().setString(`00000000-0000-4000-8000-00000000000${index}`))
        .setTimeStamp('0')
        .setState(member === leader ? LEADER : FOLLOWER)
        .setIsAlive(member.isUp)
        .setHttpEndPoint(new EndPoint().setAddress(member.host).setPort(member.port)),
    ),
  );

const STREAMS = 'event_store.client.streams.streams';

/** Offers the batch append, as real servers do: whether a client takes it is up to the client. */
export const featuresMessage = (): SupportedMethods =>
  new SupportedMethods().setEventStoreServerVersion('24.10.0').setMethodsList(
    (
      [
        ['read', ['position', 'events']],
        ['append', []],
        ['batchappend', ['deadline_duration']],
        ['tombstone', []],
      ] as const
    ).map(([name, features]) =>
      new SupportedMethod()
        .setMethodName(name)
        .setServiceName(STREAMS)
        .setFeaturesList([...features]),
    ),
  );
