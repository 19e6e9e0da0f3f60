package dev.canreach.diff;

import dev.canreach.model.Network;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Request;
import dev.canreach.sets.TrafficSet;
import dev.canreach.sets.TrafficSets;
import java.util.SortedMap;

/**
 * Finds packets that an entry forwards in one network and not in another, and replays each in both: what the sets say must
 * be what the evaluator does.
 */
final class WayExamples {
  private final Network open;
  private final Network shut;
  private final LeastHeader least;

  /**
   * @param open the network that delivers
   * @param shut the network that does not
   * @param sets what made the traffic
   */
  WayExamples(Network open, Network shut, TrafficSets sets) {
    this.open = open;
    this.shut = shut;
    least = new LeastHeader(sets);
  }

  /** The least packet of the traffic from the first member of an end through an entry to a receiver. */
  WayExample of(JointEnd from, Entry via, String to, SortedMap<IpFamily, TrafficSet> traffic) {
    Replay replay = Replay.of(from, via, to, traffic, least, Request.NONE);
    Replay.Confirmed confirmed = replay.between(open, shut, Network::routes);
    Replay.Tried passing = confirmed.passing();
    return new WayExample(replay.source().name(), via.shown(), to, passing.packet(), passing.decision().last(),
        passing.route().origin(), confirmed.blockedBy());
  }
}
