package dev.canreach.api.rest;

import dev.canreach.api.http.Json;
import dev.canreach.api.http.Problem;
import dev.canreach.api.work.WarmSessions;
import dev.canreach.query.Answer;
import dev.canreach.query.Question;
import dev.canreach.query.QuestionException;
import dev.canreach.report.AnswerJson;
import dev.canreach.report.QuestionJson;
import dev.canreach.solver.Snapshot;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** `POST /v1/query`: one question, or several under `questions`; the answers are those of the command line. */
public final class QueryRoute implements Route {
  private static final int MOST = 1000;

  private final Engine engine;
  private final KnownAnswers known = new KnownAnswers();

  /** The route. */
  public QueryRoute(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/query", this::post);
  }

  private void post(Context context) {
    ObjectNode body = Json.object(context);
    Json.respond(context, body.has("questions") ? several(context, body) : one(context, body));
  }

  private byte[] one(Context context, ObjectNode body) {
    ObjectNode question = body.deepCopy();
    question.remove(Engine.SUBJECT);
    return engine.answer(context, "query", body, (snapshot, sessions) -> {
      Answer answer = ask(snapshot, sessions, question);
      if (answer instanceof Answer.Unanswerable unanswerable) {
        throw Problem.malformed(unanswerable.error());
      }
      List<String> warnings = new ArrayList<>(QuestionJson.warnings(Json.write(question)));
      warnings.addAll(snapshot.warnings());
      return Json.document(out -> AnswerJson.writeDocument(answer, warnings, snapshot.coverage().line(), out));
    });
  }

  private byte[] several(Context context, ObjectNode body) {
    List<JsonNode> questions = Json.items(body, "questions");
    if (questions.size() > MOST) {
      throw Problem.malformed("more than " + MOST + " questions: ask fewer at once");
    }
    return engine.answer(context, "query", body, (snapshot, sessions) -> {
      List<Answer> answers = new ArrayList<>();
      for (JsonNode question : questions) {
        if (Thread.currentThread().isInterrupted()) {
          throw Problem.unavailable("timeout", "the questions took too long: ask fewer at once", 1);
        }
        answers.add(ask(snapshot, sessions, question));
      }
      List<String> warnings = new ArrayList<>();
      for (int i = 0; i < questions.size(); i++) {
        String place = "questions[" + i + "]: ";
        QuestionJson.warnings(Json.write(questions.get(i))).forEach(warning -> warnings.add(place + warning));
      }
      warnings.addAll(snapshot.warnings());
      return Json.document(out -> AnswerJson.writeDocuments(answers, warnings, snapshot.coverage().line(), out));
    });
  }

  private Answer ask(Snapshot snapshot, WarmSessions sessions, JsonNode node) {
    String text = Json.write(node);
    try {
      Question question = QuestionJson.read(text);
      Optional<Answer> given = known.find(snapshot, question);
      if (given.isPresent()) {
        return given.get();
      }
      Answer answer = sessions.of(snapshot).ask(question);
      known.keep(snapshot, question, answer);
      return answer;
    } catch (QuestionException e) {
      return new Answer.Unanswerable(text, e.problem());
    }
  }
}
