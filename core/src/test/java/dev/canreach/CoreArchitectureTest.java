package dev.canreach;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package of the core may know which. */
@AnalyzeClasses(packages = "dev.canreach", importOptions = ImportOption.DoNotIncludeTests.class)
class CoreArchitectureTest {
  @ArchTest
  static final ArchRule PIPELINE = layeredArchitecture().consideringOnlyDependenciesInLayers()
      .withOptionalLayers(true)
      .layer("source")
      .definedBy("dev.canreach.source..")
      .layer("resource")
      .definedBy("dev.canreach.resource..")
      .layer("packet")
      .definedBy("dev.canreach.packet..")
      .layer("model")
      .definedBy("dev.canreach.model..")
      .layer("lower")
      .definedBy("dev.canreach.lower..")
      .layer("eval")
      .definedBy("dev.canreach.eval..")
      .layer("sets")
      .definedBy("dev.canreach.sets..")
      .layer("diff")
      .definedBy("dev.canreach.diff..")
      .layer("query")
      .definedBy("dev.canreach.query..")
      .layer("lint")
      .definedBy("dev.canreach.lint..")
      .layer("intent")
      .definedBy("dev.canreach.intent..")
      .layer("report")
      .definedBy("dev.canreach.report..")
      .whereLayer("source")
      .mayNotAccessAnyLayer()
      .whereLayer("packet")
      .mayNotAccessAnyLayer()
      .whereLayer("resource")
      .mayOnlyAccessLayers("source", "packet")
      .whereLayer("model")
      .mayOnlyAccessLayers("source", "packet")
      .whereLayer("lower")
      .mayOnlyAccessLayers("source", "resource", "packet", "model")
      .whereLayer("diff")
      .mayOnlyAccessLayers("source", "packet", "model", "eval", "sets")
      .whereLayer("query")
      .mayOnlyAccessLayers("source", "resource", "packet", "model", "lower", "eval", "sets")
      .whereLayer("lint")
      .mayOnlyAccessLayers("source", "resource", "packet", "model", "lower", "eval", "query")
      .whereLayer("intent")
      .mayOnlyAccessLayers("source", "packet", "model", "query")
      .whereLayer("report")
      .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule NO_PACKAGE_CYCLES = slices().matching("dev.canreach.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule INTERPRETERS_ARE_INDEPENDENT = noClasses().that()
      .resideInAPackage("dev.canreach.sets..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("dev.canreach.eval..")
      .orShould()
      .dependOnClassesThat()
      .resideInAnyPackage("dev.canreach.lower..", "dev.canreach.resource..")
      .because("two implementations agree about something only if neither calls the other")
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule EVALUATOR_KNOWS_THE_MODEL_ONLY = noClasses().that()
      .resideInAPackage("dev.canreach.eval..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("dev.canreach.sets..", "dev.canreach.query..",
          "dev.canreach.lower..", "dev.canreach.resource..")
      .because("it is the definition of the semantics");

  @ArchTest
  static final ArchRule YAML_ONLY_IN_SOURCE = noClasses().that()
      .resideOutsideOfPackage("dev.canreach.source..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("org.yaml.snakeyaml..");

  @ArchTest
  static final ArchRule REGULAR_EXPRESSIONS_OF_MANIFESTS_ONLY_IN_PACKET = noClasses().that()
      .resideOutsideOfPackage("dev.canreach.packet..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("com.google.re2j..");

  @ArchTest
  static final ArchRule JSON_ONLY_IN_SOURCE_AND_REPORT = noClasses().that()
      .resideOutsideOfPackages("dev.canreach.source..", "dev.canreach.report..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule YAML_IS_NEVER_CONSTRUCTED = noClasses()
      .should()
      .callMethodWhere(
          target(owner(assignableTo("org.yaml.snakeyaml.Yaml"))).and(target(nameStartingWith("load"))))
      .orShould()
      .dependOnClassesThat()
      .resideInAPackage("org.yaml.snakeyaml.constructor..")
      .because("constructing objects from hostile text loses positions and has been exploited");

  @ArchTest
  static final ArchRule NO_JAVA_DESERIALISATION = noClasses()
      .should()
      .dependOnClassesThat()
      .areAssignableTo(java.io.ObjectInputStream.class);
}
