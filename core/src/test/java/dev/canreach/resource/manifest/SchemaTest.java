package dev.canreach.resource.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canreach.resource.calico.CalicoReader;
import dev.canreach.resource.kubernetes.KubernetesReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final String TABLE = "fields.txt";

  @Test
  void everyTypeThatAFieldNamesIsInTheTable() throws IOException {
    Schema schema = Schema.load(KubernetesReader.class, TABLE);
    try (InputStream stream = KubernetesReader.class.getResourceAsStream(TABLE)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      List<String> types = Pattern.compile("^  [\\[\\]{}]*([A-Z]\\w*):", Pattern.MULTILINE)
          .matcher(text)
          .results()
          .map(match -> match.group(1))
          .distinct()
          .toList();

      assertThat(types).isNotEmpty()
          .allSatisfy(type -> assertThatCode(() -> schema.structure(type)).doesNotThrowAnyException());
    }
  }

  @Test
  void aTableReplacesATypeThatAllDialectsShare() {
    assertThat(Schema.load(KubernetesReader.class, TABLE).structure("ObjectMeta").open()).isFalse();
    assertThat(Schema.load(CalicoReader.class, TABLE).structure("ObjectMeta").open()).isTrue();
  }

  @Test
  void noOtherTypeIs() {
    Schema schema = Schema.load(KubernetesReader.class, TABLE);

    assertThatThrownBy(() -> schema.structure("Unheard")).isInstanceOf(IllegalArgumentException.class);
  }
}
