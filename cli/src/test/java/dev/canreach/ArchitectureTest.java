package dev.canreach;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.canreach.solver.smt.CrossCheckedMap;
import dev.canreach.solver.smt.CrossCheckedProver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds across all modules. */
@AnalyzeClasses(packages = "dev.canreach", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
  private static final Pattern DIALECT = Pattern.compile(
      "\\w*(kubernetes|networkpolicy|calico|cilium|istio|linkerd|docker|compose|gateway|antrea|flannel)\\w*",
      Pattern.CASE_INSENSITIVE);

  @ArchTest
  static final ArchRule Z3_ONLY_IN_SMT = noClasses().that()
      .resideOutsideOfPackage("dev.canreach.solver.smt..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("com.microsoft.z3..", "tools.aqua..");

  /** All but the classes that compare them. */
  @ArchTest
  static final ArchRule SMT_IS_INDEPENDENT_OF_SETS = noClasses().that()
      .resideInAPackage("dev.canreach.solver.smt..")
      .and(not(belongToAnyOf(CrossCheckedProver.class, CrossCheckedMap.class)))
      .should()
      .dependOnClassesThat()
      .resideInAPackage("dev.canreach.sets..")
      .because("two implementations agree about something only if neither calls the other")
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule SERVER_ONLY_IN_API = noClasses().that()
      .resideOutsideOfPackage("dev.canreach.api..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..");

  @ArchTest
  static final ArchRule COMMAND_LINE_ONLY_IN_CLI = noClasses().that()
      .resideOutsideOfPackage("dev.canreach.cli.options..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMANDS_PRINT = noClasses().that()
      .resideOutsideOfPackage("dev.canreach.cli..")
      .should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses classes) {
    var packages = classes.stream().map(type -> type.getPackage()).distinct().toList();

    assertThat(packages).isNotEmpty().allMatch(each -> each.isAnnotatedWith(NullMarked.class), "is @NullMarked");
  }

  @ArchTest
  static void packagesAreNamedForWhatTheyAreAbout(JavaClasses classes) {
    var vague = List.of("util", "utils", "helper", "helpers", "common", "misc", "impl");

    assertThat(classes.stream().map(type -> type.getPackage()).distinct()).map(JavaPackage::getRelativeName)
        .doesNotContainAnyElementsOf(vague);
  }

  /** A dialect ends where lowering ends: nothing after it may treat one dialect in a special way. */
  @ParameterizedTest
  @ValueSource(strings = {"core/src/main/java/dev/canreach/packet", "core/src/main/java/dev/canreach/model",
    "core/src/main/java/dev/canreach/eval", "core/src/main/java/dev/canreach/sets",
    "solver/src/main/java/dev/canreach/solver/smt"})
  void noDialectIsNamedInCodeBehindLowering(String folder) throws IOException {
    var named = new TreeSet<String>();
    try (var files = Files.walk(Path.of("..", folder))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
        named.addAll(DIALECT.matcher(code)
            .results()
            .map(match -> file.getFileName() + ": " + match.group())
            .collect(Collectors.toSet()));
      }
    }
    assertThat(named).isEmpty();
  }
}
