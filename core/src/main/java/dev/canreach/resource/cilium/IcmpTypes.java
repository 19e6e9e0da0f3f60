package dev.canreach.resource.cilium;

import dev.canreach.packet.IpFamily;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of ICMP types that rules may use (CILIUM/2.4). */
final class IcmpTypes {
  private static final Map<String, Integer> IPV4 = table("EchoReply 0 DestinationUnreachable 3 Redirect 5 Echo 8 "
      + "EchoRequest 8 RouterAdvertisement 9 RouterSelection 10 TimeExceeded 11 ParameterProblem 12 Timestamp 13 "
      + "TimestampReply 14 Photuris 40 ExtendedEchoRequest 42 ExtendedEchoReply 43");
  private static final Map<String, Integer> IPV6 = table("DestinationUnreachable 1 PacketTooBig 2 TimeExceeded 3 "
      + "ParameterProblem 4 EchoRequest 128 EchoReply 129 MulticastListenerQuery 130 MulticastListenerReport 131 "
      + "MulticastListenerDone 132 RouterSolicitation 133 RouterAdvertisement 134 NeighborSolicitation 135 "
      + "NeighborAdvertisement 136 RedirectMessage 137 RouterRenumbering 138 ICMPNodeInformationQuery 139 "
      + "ICMPNodeInformationResponse 140 InverseNeighborDiscoverySolicitation 141 "
      + "InverseNeighborDiscoveryAdvertisement 142 HomeAgentAddressDiscoveryRequest 144 "
      + "HomeAgentAddressDiscoveryReply 145 MobilePrefixSolicitation 146 MobilePrefixAdvertisement 147 "
      + "DuplicateAddressRequestCodeSuffix 157 DuplicateAddressConfirmationCodeSuffix 158 ExtendedEchoRequest 160 "
      + "ExtendedEchoReply 161");
  /** A name that the agent knows and the schema does not (CILIUM/CX-11). */
  private static final Set<String> NOT_IN_SCHEMA = Set.of("ExtendedEchoReply");

  private IcmpTypes() {}

  private static Map<String, Integer> table(String text) {
    var table = new HashMap<String, Integer>();
    String[] words = text.split(" ", -1);
    for (int i = 0; i + 1 < words.length; i += 2) {
      table.put(words[i], Integer.parseInt(words[i + 1]));
    }
    return Map.copyOf(table);
  }

  /** The number of a type, written as a number or as a name of the family. */
  static Optional<Integer> number(IpFamily family, String text) {
    if (isNumber(text)) {
      return Optional.of(Integer.parseInt(text));
    }
    return Optional.ofNullable((family == IpFamily.IPV4 ? IPV4 : IPV6).get(text));
  }

  /** Whether the schema takes the text: a number, or a name of either family. */
  static boolean inSchema(String text) {
    return isNumber(text) || text.equals("ExtendedEcho Reply")
        || ((IPV4.containsKey(text) || IPV6.containsKey(text)) && !NOT_IN_SCHEMA.contains(text));
  }

  private static boolean isNumber(String text) {
    return text.matches("[1-9]?[0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5]");
  }
}
