package dev.canreach.query;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an asker knows beside the network.
 *
 * @param publicInternet whether `internet` leaves out private address ranges (`--assume internet=public`)
 * @param rejections the objects that their server would refuse, by the name that origins give them
 */
public record AskOptions(boolean publicInternet,
    SortedMap<String, List<Answer.Refused>> rejections) {

  /** Nothing beside the network. */
  public static final AskOptions DEFAULT = new AskOptions(false, new TreeMap<>());

  /** Copies the map. */
  public AskOptions {
    rejections = Collections.unmodifiableSortedMap(new TreeMap<>(rejections));
  }
}
