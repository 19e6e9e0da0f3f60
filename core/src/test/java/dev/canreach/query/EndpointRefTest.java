package dev.canreach.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointRefTest {
  @Test
  void readsEverySpellingOfTheContract() throws QuestionException {
    assertThat(EndpointRef.parse("deployment/shop/web"))
        .isEqualTo(new EndpointRef.Named("deployment/shop/web", "deployment", "shop", "web"));
    assertThat(EndpointRef.parse("shop/web")).isEqualTo(new EndpointRef.Qualified("shop/web", "shop", "web"));
    assertThat(EndpointRef.parse("web")).isEqualTo(new EndpointRef.Bare("web", "web"));
    assertThat(EndpointRef.parse("ns/shop")).isEqualTo(new EndpointRef.Namespace("ns/shop", "shop"));
    assertThat(EndpointRef.parse("node/n1")).isEqualTo(new EndpointRef.Node("node/n1", "n1"));
    assertThat(EndpointRef.parse("host/API.Shop")).isEqualTo(new EndpointRef.Host("host/API.Shop", "api.shop"));
    assertThat(EndpointRef.parse("internet")).isEqualTo(new EndpointRef.Internet("internet"));
    assertThat(EndpointRef.parse("10.0.0.1"))
        .isEqualTo(new EndpointRef.Ip("10.0.0.1", Address.parse("10.0.0.1").orElseThrow()));
    assertThat(EndpointRef.parse("fd00::/64"))
        .isEqualTo(new EndpointRef.Block("fd00::/64", Cidr.parse("fd00::/64").orElseThrow()));
  }

  @ParameterizedTest
  @CsvSource({"po/shop/web,pod", "deploy/shop/web,deployment", "sts/shop/web,statefulset", "svc/shop/web,service",
    "Service/shop/web,service"})
  void takesTheShortNamesOfKinds(String text, String kind) throws QuestionException {
    assertThat(EndpointRef.parse(text)).isEqualTo(new EndpointRef.Named(text, kind, "shop", "web"));
  }

  @ParameterizedTest
  @CsvSource({"ingress/shop/web,ingress/shop/web", "gateway/shop/gw,gateway/shop/gw",
    "gateway.networking.istio.io/shop/gw,gateway.networking.istio.io/shop/gw", "container/web,container/web",
    "compose/shop/web,compose/shop/web", "ingress-controller/nginx,ingress-controller/nginx"})
  void objectsOfOtherSystemsAreNamedByKind(String text, String id) throws QuestionException {
    assertThat(((EndpointRef.Named) EndpointRef.parse(text)).id()).isEqualTo(id);
  }

  @Test
  void aShortNameIsANamespaceWhereOnlyANameFollows() throws QuestionException {
    assertThat(EndpointRef.parse("svc/web")).isEqualTo(new EndpointRef.Qualified("svc/web", "svc", "web"));
  }

  @Test
  void anAddressAfterHostIsTheAddress() throws QuestionException {
    assertThat(EndpointRef.parse("host/10.0.0.1")).isInstanceOf(EndpointRef.Ip.class);
  }

  @ParameterizedTest
  @CsvSource({"pod/web,lacks the namespace", "service/web,lacks the namespace", "ingress/web,lacks the namespace",
    "a/b/c/d,too many parts",
    "thing/shop/web,no kind of endpoint", "10.0.0.0/33,out of range", "'',names no endpoint",
    "' web',names no endpoint",
    "shop/,names no endpoint", "/web,names no endpoint", "host/a..b,not a DNS name", "shop?a=1;b,not a label selector"})
  void refusesWithAReason(String text, String reason) {
    assertThatThrownBy(() -> EndpointRef.parse(text)).isInstanceOf(QuestionException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop?app=web", "shop?app==web", "shop?app in (web, api)", "shop?app", "shop?!legacy",
    "shop?tier!=db",
    "shop?tier notin (db)", "shop?", "shop?app=web,tier!=db"})
  void selectorsFollowTheApisSpellingsK8sN16(String text) throws QuestionException {
    EndpointRef.Selected selected = (EndpointRef.Selected) EndpointRef.parse(text);

    assertThat(selected.namespace()).isEqualTo("shop");
    assertThat(selected.selector()).allMatch(term -> term.matches(Map.of("app", "web")));
  }

  @ParameterizedTest
  @CsvSource({"app=api", "app!=web", "!app", "tier", "tier=db", "'app in (api,db)'", "app notin (web)"})
  void selectorsThatDoNotMatchK8sN16(String selector) throws QuestionException {
    EndpointRef.Selected selected = (EndpointRef.Selected) EndpointRef.parse("shop?" + selector);

    assertThat(selected.selector()).anyMatch(term -> !term.matches(Map.of("app", "web")));
  }
}
