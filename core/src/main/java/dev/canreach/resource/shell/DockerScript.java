package dev.canreach.resource.shell;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.compose.ComposeNetwork;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.resource.compose.ComposeService;
import dev.canreach.resource.compose.PortSpec;
import dev.canreach.resource.compose.PublishedPort;
import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Quote;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the `docker` commands of a script leave behind, in the form of a Compose project of the script's name. */
final class DockerScript {
  private static final String DEFAULT_BRIDGE = "bridge";
  private static final Set<String> RUN_FLAGS = Set.of("detach", "d", "interactive", "i", "tty", "t", "rm", "init",
      "privileged", "publish-all", "P", "read-only", "sig-proxy", "no-healthcheck", "oom-kill-disable",
      "disable-content-trust", "quiet", "q", "help", "use-api-socket");
  private static final Set<String> NETWORK_FLAGS = Set.of("internal", "ipv4", "ipv6", "attachable", "ingress",
      "config-only", "force", "f");
  private static final Set<String> SERVICE_FLAGS = Set.of("detach", "d", "quiet", "q", "tty", "t", "init",
      "no-healthcheck", "read-only", "with-registry-auth", "no-resolve-image", "insecure");
  private static final Set<String> REMOVE_FLAGS = Set.of("force", "f", "link", "l", "volumes", "v");

  private final Problems problems;
  private final Map<String, ComposeNetwork> networks = new LinkedHashMap<>();
  private final Map<String, ComposeService> containers = new LinkedHashMap<>();
  private final List<ComposeProject.Gap> gaps = new ArrayList<>();
  private int used;

  DockerScript(Problems problems) {
    this.problems = problems;
  }

  /** How many commands were followed. */
  int used() {
    return used;
  }

  /** Everything that is there in the end. */
  ComposeProject project(String name, Span span) {
    List<ComposeNetwork> all = new ArrayList<>(networks.values());
    for (ComposeService container : containers.values()) {
      for (ComposeService.Attachment attachment : container.networks()) {
        if (all.stream().noneMatch(network -> network.key().equals(attachment.network()))) {
          all.add(new ComposeNetwork(attachment.network(), attachment.network(), "", new TreeMap<>(), false, false,
              true, Optional.empty(), Optional.empty(), "", List.of(), attachment.span()));
        }
      }
    }
    return new ComposeProject(name, List.copyOf(containers.values()), all, gaps, span);
  }

  /** Follows one command; commands that say nothing about networks or containers change nothing. */
  void follow(ShellCommand command) {
    List<String> words = DockerWords.of(command.words());
    String verb = words.isEmpty() ? "" : words.get(0);
    String object = words.size() > 1 ? words.get(1) : "";
    List<String> rest = words.size() > 2 ? words.subList(2, words.size()) : List.of();
    switch (verb) {
      case "run", "create" -> run(words.subList(1, words.size()), command);
      case "rm" -> remove(words.subList(1, words.size()), command);
      case "container" -> {
        switch (object) {
          case "run", "create" -> run(rest, command);
          case "rm" -> remove(rest, command);
          default -> {
            // says nothing about networks
          }
        }
      }
      case "network" -> network(object, rest, command);
      case "service" -> {
        if (object.equals("create")) {
          service(rest, command);
        }
      }
      default -> {
        // says nothing about networks
      }
    }
  }

  private void network(String verb, List<String> words, ShellCommand command) {
    CommandLine line = CommandLine.parse(words, NETWORK_FLAGS, true);
    List<String> arguments = line.arguments();
    switch (verb) {
      case "create" -> {
        if (takes(command, arguments, 1, "docker network create NETWORK")) {
          // `inspect || create` is how scripts make sure that a network is there
          doubt(command, false);
          networks.put(arguments.get(0), made(arguments.get(0), line, command.span()));
        }
      }
      case "connect" -> {
        if (takes(command, arguments, 2, "docker network connect NETWORK CONTAINER")) {
          doubt(command, command.conditional());
          change(command, arguments.get(1), arguments.get(0),
              Optional.of(attachment(arguments.get(0), line.all("alias"), line, command.span())));
        }
      }
      case "disconnect" -> {
        if (takes(command, arguments, 2, "docker network disconnect NETWORK CONTAINER")) {
          doubt(command, command.conditional());
          change(command, arguments.get(1), arguments.get(0), Optional.empty());
        }
      }
      case "rm", "remove" -> {
        used++;
        doubt(command, command.conditional());
        arguments.forEach(networks::remove);
      }
      default -> {
        // only shows something
      }
    }
  }

  /** Whether a command has its arguments; it counts as followed then. */
  private boolean takes(ShellCommand command, List<String> arguments, int count, String usage) {
    used++;
    if (arguments.size() == count || (!command.known() && arguments.size() >= count)) {
      return true;
    }
    error(command, "this command does nothing: write `" + usage + "`");
    return false;
  }

  /** Notes that the effect of a command is not certain. */
  private void doubt(ShellCommand command, boolean conditional) {
    if (!command.known()) {
      gaps.add(
          new ComposeProject.Gap("a variable in line " + command.span().line() + " of the script", command.span()));
    } else if (conditional) {
      gaps.add(
          new ComposeProject.Gap("the condition of line " + command.span().line() + " of the script", command.span()));
    }
  }

  private ComposeNetwork made(String name, CommandLine line, Span span) {
    SortedMap<String, String> options = new TreeMap<>();
    for (String option : line.all("opt", "o")) {
      int equals = option.indexOf('=');
      options.put(equals < 0 ? option : option.substring(0, equals), equals < 0 ? "" : option.substring(equals + 1));
    }
    List<String> subnets = line.all("subnet").stream().flatMap(text -> Arrays.stream(text.split(",", -1))).toList();
    List<ComposeNetwork.Pool> pools = new ArrayList<>();
    for (String subnet : subnets) {
      if (Cidr.parse(subnet).isEmpty()) {
        problems.error(ProblemType.INVALID, place(span),
            Quote.text(subnet) + " is no address block: write one such as `10.9.8.0/24`");
        continue;
      }
      SortedMap<String, String> auxiliary = new TreeMap<>();
      for (String address : line.all("aux-address")) {
        int equals = address.indexOf('=');
        auxiliary.put(address.substring(0, Math.max(0, equals)), address.substring(equals + 1));
      }
      pools.add(
          new ComposeNetwork.Pool(subnet, inside(subnet, line.all("ip-range")), inside(subnet, line.all("gateway")),
              auxiliary, span));
    }
    return new ComposeNetwork(name, name, line.last("driver", "d").orElse(""), options, line.flag("internal"),
        line.flag("attachable"), false, line.last("ipv4").map(value -> !value.equals("false")),
        line.last("ipv6").map(value -> !value.equals("false")), line.last("ipam-driver").orElse(""), pools, span);
  }

  /** The one of some addresses or blocks that lies in a subnet. */
  private static String inside(String subnet, List<String> texts) {
    Cidr block = Cidr.parse(subnet).orElseThrow();
    return texts.stream()
        .filter(text -> Cidr.parse(text.indexOf('/') < 0 ? text + (text.indexOf(':') < 0 ? "/32" : "/128") : text)
            .filter(part -> block.contains(part.base()))
            .isPresent())
        .findFirst()
        .orElse("");
  }

  private static ComposeService.Attachment attachment(String network, List<String> aliases, CommandLine line,
      Span span) {
    return new ComposeService.Attachment(network.equals("default") ? DEFAULT_BRIDGE : network, aliases,
        line.last("ip").orElse(""), line.last("ip6").orElse(""), line.all("link-local-ip"), "", new TreeMap<>(),
        OptionalInt.empty(), OptionalInt.empty(), span);
  }

  /** Connects a container, or takes it off a network. */
  private void change(ShellCommand command, String name, String network,
      Optional<ComposeService.Attachment> attachment) {
    ComposeService container = containers.get(name);
    if (container == null) {
      gaps.add(new ComposeProject.Gap("container `" + name + "`, which line " + command.span().line()
          + " of the script changes without making it,", command.span()));
      return;
    }
    List<ComposeService.Attachment> kept = new ArrayList<>(container.networks()
        .stream()
        .filter(each -> !each.network().equals(network))
        .toList());
    attachment.ifPresent(kept::add);
    containers.put(name, new ComposeService(container.name(), container.containerName(), container.hostname(),
        container.networkMode(), kept, container.ports(), container.expose(), container.links(),
        container.externalLinks(), container.extraHosts(), container.dns(), container.labels(), container.profiles(),
        container.scale(), container.span()));
  }

  private void remove(List<String> words, ShellCommand command) {
    used++;
    doubt(command, command.conditional());
    CommandLine.parse(words, REMOVE_FLAGS, true).arguments().forEach(containers::remove);
  }

  private void run(List<String> words, ShellCommand command) {
    CommandLine line = CommandLine.parse(words, RUN_FLAGS, false);
    used++;
    if (line.arguments().isEmpty()) {
      error(command, "this command does nothing: write `docker run IMAGE`");
      return;
    }
    doubt(command, command.conditional());
    String image = line.arguments().get(0);
    String name = line.last("name").orElse(unnamed(image, command));
    if (line.flag("publish-all") || line.flag("P")) {
      gaps.add(new ComposeProject.Gap("the ports that the image `" + image + "` exposes", command.span()));
    }
    Optional<String> mode = Optional.empty();
    List<ComposeService.Attachment> joined = new ArrayList<>();
    for (String network : line.all("network", "net")) {
      boolean special = network.equals("host") || network.equals("none") || network.startsWith("container:");
      mode = special ? Optional.of(network) : mode;
      if (!special) {
        joined.add(joined(network, line, command.span()));
      }
    }
    if (mode.isEmpty() && joined.isEmpty()) {
      joined.add(attachment(DEFAULT_BRIDGE, List.of(), line, command.span()));
    }
    containers.put(name, new ComposeService(name, Optional.of(name), line.last("hostname", "h"), mode,
        mode.isPresent() ? List.of() : joined, ports(line, command), line.all("expose"), List.of(), line.all("link"),
        hosts(line), line.all("dns"), new TreeMap<>(), List.of(), OptionalInt.empty(), command.span()));
  }

  /** A name that nobody can mistake for one that a container answers to: the engine invents one. */
  private static String unnamed(String image, ShellCommand command) {
    String base = image.substring(image.lastIndexOf('/') + 1);
    int end = base.indexOf(':') < 0 ? base.length() : base.indexOf(':');
    return base.substring(0, end) + "@" + command.span().line();
  }

  /** A network of `--network`, which may carry its own settings: {@code name=NET,alias=NAME,ip=ADDRESS}. */
  private static ComposeService.Attachment joined(String network, CommandLine line, Span span) {
    if (network.indexOf('=') < 0) {
      return attachment(network, line.all("network-alias", "net-alias"), line, span);
    }
    List<CommandLine.Option> settings = new ArrayList<>();
    for (String setting : network.split(",", -1)) {
      int equals = setting.indexOf('=');
      settings.add(new CommandLine.Option(equals < 0 ? "name" : setting.substring(0, equals),
          setting.substring(equals + 1)));
    }
    CommandLine own = new CommandLine(settings, List.of());
    return attachment(own.last("name").orElse(network), own.all("alias"), own, span);
  }

  private List<PublishedPort> ports(CommandLine line, ShellCommand command) {
    List<PublishedPort> ports = new ArrayList<>();
    for (String text : line.all("publish", "p")) {
      PortSpec.Parsed parsed = PortSpec.parse(shortForm(text), command.span());
      parsed.problem().ifPresent(problem -> error(command, Quote.text(text) + " " + problem));
      ports.addAll(parsed.ports());
    }
    return ports;
  }

  /** The long form that services take, {@code published=8080,target=80,protocol=tcp}, in the short one. */
  private static String shortForm(String text) {
    if (text.indexOf('=') < 0) {
      return text;
    }
    Map<String, String> parts = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      parts.put(part.substring(0, Math.max(0, equals)), part.substring(equals + 1));
    }
    String published = parts.getOrDefault("published", "");
    return (published.isEmpty() ? "" : published + ":") + parts.getOrDefault("target", "") + "/"
        + parts.getOrDefault("protocol", "tcp");
  }

  private static SortedMap<String, List<String>> hosts(CommandLine line) {
    SortedMap<String, List<String>> hosts = new TreeMap<>();
    for (String entry : line.all("add-host")) {
      int separator = entry.indexOf('=') < 0 ? entry.indexOf(':') : entry.indexOf('=');
      if (separator > 0) {
        hosts.computeIfAbsent(entry.substring(0, separator), key -> new ArrayList<>())
            .add(entry.substring(separator + 1));
      }
    }
    return hosts;
  }

  private void service(List<String> words, ShellCommand command) {
    CommandLine line = CommandLine.parse(words, SERVICE_FLAGS, false);
    used++;
    if (line.arguments().isEmpty()) {
      error(command, "this command does nothing: write `docker service create IMAGE`");
      return;
    }
    doubt(command, command.conditional());
    String name = line.last("name").orElse(unnamed(line.arguments().get(0), command));
    List<ComposeService.Attachment> joined = line.all("network")
        .stream()
        .map(network -> joined(network, line, command.span()))
        .toList();
    OptionalInt replicas = line.last("replicas")
        .filter(text -> text.matches("[0-9]{1,4}"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
    containers.put(name, new ComposeService(name, Optional.empty(), line.last("hostname"), Optional.empty(), joined,
        ports(line, command), List.of(), List.of(), List.of(), new TreeMap<>(), line.all("dns"), new TreeMap<>(),
        List.of(), replicas, command.span()));
  }

  private void error(ShellCommand command, String message) {
    problems.error(ProblemType.INVALID, place(command.span()), message);
  }

  private static Place place(Span span) {
    return new Place(FieldPath.ROOT, span);
  }
}
