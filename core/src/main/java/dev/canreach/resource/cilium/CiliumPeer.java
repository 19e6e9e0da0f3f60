package dev.canreach.resource.cilium;

import dev.canreach.packet.Cidr;
import dev.canreach.source.Span;
import java.util.List;

/** One peer of an entry (CILIUM/2.3). */
public sealed interface CiliumPeer {
  /** Where it is written. */
  Span span();

  /** What a selector over identities selects. */
  record Endpoints(CiliumSelector selector, Span span) implements CiliumPeer {}

  /** One of the names for parts of the world, such as {@code world} or {@code host}. */
  record Entity(String name, Span span) implements CiliumPeer {}

  /** The addresses of a block without those of some others. */
  record Block(Cidr block, List<Cidr> except, Span span) implements CiliumPeer {
    public Block {
      except = List.copyOf(except);
    }
  }

  /** The addresses of a group without those of some blocks. */
  record Group(String name, List<Cidr> except, Span span) implements CiliumPeer {
    public Group {
      except = List.copyOf(except);
    }
  }

  /** The addresses with some labels of their groups (CILIUM/CX-6) without those of some blocks. */
  record Groups(CiliumSelector selector, List<Cidr> except, Span span) implements CiliumPeer {
    public Groups {
      except = List.copyOf(except);
    }
  }

  /** The pods or addresses behind a Service; a namespace that is empty stands for every namespace. */
  record NamedService(String name, String namespace, Span span) implements CiliumPeer {}

  /** The pods or addresses behind some Services; a namespace that is empty stands for every namespace. */
  record SelectedServices(CiliumSelector selector, String namespace, Span span) implements CiliumPeer {}

  /** The addresses that a name resolves to; the name is in lower case, without a dot at its end. */
  record Name(String name, Span span) implements CiliumPeer {}

  /** The addresses that some names resolve to. */
  record NamePattern(String pattern, Span span) implements CiliumPeer {}

  /** Other nodes. */
  record Nodes(CiliumSelector selector, Span span) implements CiliumPeer {}

  /** Addresses that a cloud provider knows. */
  record CloudGroup(Span span) implements CiliumPeer {}

  /** A peer that is refused; it selects nobody. */
  record Invalid(Span span) implements CiliumPeer {}
}
