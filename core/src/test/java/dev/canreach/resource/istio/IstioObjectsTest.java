package dev.canreach.resource.istio;

import dev.canreach.resource.CheckedObjects;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** ISTIO/I-14, IX-8, IX-9: each object of `testdata/objects/istio` is valid, or wrong in the field that it names. */
class IstioObjectsTest {
  @TestFactory
  List<DynamicTest> objectsAreCheckedAsTheServerDoes() throws IOException {
    return CheckedObjects.of("istio");
  }
}
