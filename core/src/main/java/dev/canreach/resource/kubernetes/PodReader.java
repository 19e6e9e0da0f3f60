package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Address;
import dev.canreach.resource.manifest.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads pods (K8S/W-01, W-11). */
final class PodReader {
  private PodReader() {}

  static List<Pod> read(Subject subject) {
    return List
        .of(new Pod(subject.meta(), PodSpecReader.read(subject.spec()), status(subject.fields().object("status")),
            subject.span()));
  }

  private static PodStatus status(Fields status) {
    var addresses = new ArrayList<Address>();
    for (Fields ip : status.objects("podIPs")) {
      Address.parse(ip.textOrEmpty("ip")).ifPresent(addresses::add);
    }
    if (addresses.isEmpty()) {
      Address.parse(status.textOrEmpty("podIP")).ifPresent(addresses::add);
    }
    Optional<Boolean> ready = status.objects("conditions")
        .stream()
        .filter(condition -> condition.textOrEmpty("type").equals("Ready"))
        .map(condition -> condition.textOrEmpty("status").equals("True"))
        .findFirst();
    return new PodStatus(status.textOrEmpty("phase"), addresses, Address.parse(status.textOrEmpty("hostIP")), ready);
  }
}
