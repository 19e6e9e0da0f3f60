package dev.canreach.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTextTest {

  @Test
  void namesFieldsAndPatterns() {
    PacketExpr expr = PacketExpr.and(PacketExpr.is(Field.DESTINATION_PORT, 80), PacketExpr.isHttp(),
        PacketExpr.or(PacketExpr.matches(TextField.PATH, TextPattern.prefix("/api")),
            PacketExpr.not(PacketExpr.matches(TextField.HOST, TextPattern.suffix(".example")))),
        PacketExpr.matches(TextField.header("X-User"), TextPattern.regex("a|b").orElseThrow()));

    assertThat(RequestText.describe(expr))
        .isEqualTo("method of any value, path \"/api...\", not host \"....example\", header x-user like \"a|b\"");
  }

  @Test
  void saysNothingAboutOtherPredicates() {
    assertThat(RequestText.describe(PacketExpr.is(Field.DESTINATION_PORT, 80))).isEmpty();
  }

  @Test
  void isShort() {
    List<PacketExpr> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add(PacketExpr.matches(TextField.PATH, TextPattern.exact("/" + i)));
    }

    assertThat(RequestText.describe(PacketExpr.or(many))).endsWith("path \"/5\" and more");
  }
}
