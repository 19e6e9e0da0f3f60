package dev.canreach.api.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may ask: keys, of which only the SHA-256 is stored. */
public final class ApiKeys {
  /** Whoever asks when no key is required. */
  public static final String ANYONE = "anyone";
  /** Nobody needs a key. */
  public static final ApiKeys NONE = new ApiKeys(List.of());

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
  private static final String SCHEME = "Bearer ";

  private static final class Entry {
    private final String name;
    private final byte[] hash;

    Entry(String name, byte[] hash) {
      this.name = name;
      this.hash = hash;
    }
  }

  private final List<Entry> entries;

  private ApiKeys(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads a file of keys: one `NAME SHA256` a line; empty lines and lines that begin with `#` are left out.
   *
   * @throws IllegalArgumentException with a message for the user when a line is something else
   */
  public static ApiKeys parse(String text) {
    List<Entry> entries = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.strip().split("\\s+", -1);
      if (parts.length != 2 || !NAME.matcher(parts[0]).matches() || !HASH.matcher(parts[1]).matches()
          || parts[0].equals(ANYONE)) {
        throw new IllegalArgumentException("line " + number
            + " of the key file is not `NAME SHA256`: write a name and the 64 hexadecimal digits of `printf %s KEY | sha256sum`");
      }
      entries.add(new Entry(parts[0], HexFormat.of().parseHex(parts[1])));
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("the key file holds no key: write `NAME SHA256`, one a line");
    }
    return new ApiKeys(entries);
  }

  /** Whether clients need a key. */
  public boolean required() {
    return !entries.isEmpty();
  }

  /**
   * The name of the key in a header `Authorization`; empty when it holds none that is known. The time it takes does not
   * depend on how much of a key is right.
   */
  public Optional<String> owner(@Nullable String authorization) {
    if (!required()) {
      return Optional.of(ANYONE);
    }
    if (authorization == null || !authorization.startsWith(SCHEME)) {
      return Optional.empty();
    }
    byte[] hash = Sha256.of(authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
    Optional<String> owner = Optional.empty();
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.hash, hash)) {
        owner = Optional.of(entry.name);
      }
    }
    return owner;
  }
}
