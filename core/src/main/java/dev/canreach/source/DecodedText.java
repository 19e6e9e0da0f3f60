package dev.canreach.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a file.
 *
 * @param text the text without byte order mark, with U+FFFD in place of bytes that are none
 * @param faults offsets of those places, in ascending order
 * @param ascii whether all characters are printable ASCII or ordinary white space
 */
record DecodedText(String text, List<Integer> faults, boolean ascii) {

  /** With more faults than this the file is no text, and finding them all is no use. */
  private static final int MAX_FAULTS = 1000;
  private static final byte DELETE = 0x7F;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char REPLACEMENT = '\uFFFD';

  DecodedText {
    faults = List.copyOf(faults);
  }

  /** Decodes UTF-8, or what a byte order mark says. */
  static DecodedText of(String file, byte[] bytes) throws UnreadableException {
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      return decode(bytes, 3, StandardCharsets.UTF_8);
    }
    if (startsWith(bytes, 0xFF, 0xFE, 0, 0) || startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
      throw UnreadableException.error(Span.startOf(file), ProblemType.ENCODING, "the file is UTF-32: save it as UTF-8");
    }
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return decode(bytes, 2, StandardCharsets.UTF_16LE);
    }
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return decode(bytes, 2, StandardCharsets.UTF_16BE);
    }
    return decode(bytes, 0, StandardCharsets.UTF_8);
  }

  private static DecodedText decode(byte[] bytes, int from, Charset charset) {
    int length = bytes.length - from;
    if (charset.equals(StandardCharsets.UTF_8) && isAscii(bytes, from)) {
      return new DecodedText(new String(bytes, from, length, StandardCharsets.ISO_8859_1), List.of(), true);
    }
    var quick = new String(bytes, from, length, charset);
    return quick.indexOf(REPLACEMENT) < 0
        ? new DecodedText(withoutMarks(quick), List.of(), false)
        : decodeStrictly(ByteBuffer.wrap(bytes, from, length), charset);
  }

  /** The text without the byte order marks that files put together bring along; the API server's reader skips them at the start of a line too. */
  private static String withoutMarks(String text) {
    return text.indexOf(BYTE_ORDER_MARK) < 0
        ? text
        : text.replace("\n" + BYTE_ORDER_MARK, "\n").replace("\r" + BYTE_ORDER_MARK, "\r");
  }

  private static boolean isAscii(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      byte b = bytes[i];
      if ((b < ' ' && b != '\n' && b != '\r' && b != '\t') || b == DELETE) {
        return false;
      }
    }
    return true;
  }

  private static DecodedText decodeStrictly(ByteBuffer in, Charset charset) {
    var decoder = charset.newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
    var out = CharBuffer.allocate(in.remaining() + 1);
    var faults = new ArrayList<Integer>();
    CoderResult result = decoder.decode(in, out, true);
    while (result.isError()) {
      faults.add(out.position());
      out.put(REPLACEMENT);
      in.position(in.position() + result.length());
      if (faults.size() > MAX_FAULTS) {
        break;
      }
      result = decoder.decode(in, out, true);
    }
    return new DecodedText(out.flip().toString(), faults, false);
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (Byte.toUnsignedInt(bytes[i]) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
