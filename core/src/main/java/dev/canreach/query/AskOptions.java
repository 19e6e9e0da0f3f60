package dev.canreach.query;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an asker knows beside the network.
 *
 * @param publicInternet whether `internet` leaves out private address ranges (`--assume internet=public`)
 * @param doubts what parts of the input that nobody understands might define
 * @param rejections the objects that their server would refuse, by the name that origins give them
 */
public record AskOptions(boolean publicInternet, Doubts doubts,
    SortedMap<String, List<Answer.Refused>> rejections) {

  /** Nothing beside the network. */
  public static final AskOptions DEFAULT = new AskOptions(false, Doubts.NONE, new TreeMap<>());

  /** Copies the map. */
  public AskOptions {
    rejections = Collections.unmodifiableSortedMap(new TreeMap<>(rejections));
  }
}
