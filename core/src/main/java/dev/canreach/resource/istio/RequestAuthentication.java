package dev.canreach.resource.istio;

import java.util.List;

/**
 * Which tokens proxies read and check (ISTIO/I-8).
 *
 * @param object what every object has
 * @param selector the pods
 * @param targeted whether it names objects instead of pods, so that it is none of the sidecars'
 * @param issuers the issuers of tokens that it knows
 * @param unnamed whether it knows tokens of an issuer that it does not name
 * @param spaceDelimitedClaims the claims whose values are the words of a text
 */
public record RequestAuthentication(IstioObject object, WorkloadSelector selector, boolean targeted,
    List<String> issuers, boolean unnamed, List<String> spaceDelimitedClaims) implements Aged {

  /** Copies the collections. */
  public RequestAuthentication {
    issuers = List.copyOf(issuers);
    spaceDelimitedClaims = List.copyOf(spaceDelimitedClaims);
  }
}
