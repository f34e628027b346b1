package io.redress.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.redress.CaseId;
import io.redress.Page;
import io.redress.casefile.Work;
import io.redress.casefile.Viewer;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own open steps, each with its form. */
@RestController
@RequestMapping("/api/tasks")
class TaskController {

  /** {@code caseId} is null for a step of a complaint without a case; {@code complaintId} is there for steps of complaints only. */
  record TaskView(String taskId, String step, String caseId, @JsonInclude(JsonInclude.Include.NON_NULL) String complaintId, String name, String whose, int priority, Instant dueAt,
      @JsonRawValue @Schema(type = "object", description = "The form's schema (form-js)") String form, Map<String, Object> data) {

    static TaskView of(Work.Item item) {
      var step = item.step();
      var isOfCase = step.caseId().equals(item.caseId());
      return new TaskView(step.taskId(), step.step(), item.caseId() == null ? null : item.caseId().value(),
          isOfCase ? null : step.caseId().value(), step.name(), step.whose().code(), step.priority(), step.dueAt(), item.form(),
          item.facts());
    }
  }

  private final Work work;

  TaskController(Work work) {
    this.work = work;
  }

  /**
   * The highest priority first (PR-01), then the earliest deadline. Staff see also the unclaimed steps of their groups.
   * {@code caseId} may be a complaint's number.
   */
  @GetMapping
  Page<TaskView> list(@RequestParam(required = false) String caseId, @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size, Caller caller) {
    var wanted = new Page.Request(page, size);
    var viewer = Viewers.of(caller);
    var onlyCase = caseId == null ? null : CaseId.of(caseId);
    return new Page<>(work.page(viewer, onlyCase, wanted.size(), wanted.offset()).stream().map(TaskView::of).toList(), wanted.page(),
        wanted.size(), work.count(viewer, onlyCase));
  }

  @GetMapping("/{taskId}")
  TaskView find(@PathVariable String taskId, Caller caller) {
    return TaskView.of(work.find(taskId, Viewers.of(caller)));
  }

  /** Takes a step of the staff up, so that nobody else does; 409 when somebody else has it. */
  @PostMapping("/{taskId}/claim")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void claim(@PathVariable String taskId, Caller caller) {
    work.claim(taskId, staff(caller));
  }

  /** Gives a step back to its group; 409 when somebody else has it. */
  @DeleteMapping("/{taskId}/claim")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void release(@PathVariable String taskId, Caller caller) {
    work.release(taskId, staff(caller));
  }

  private static Viewer staff(Caller caller) {
    caller.require(Arrays.stream(Role.values()).filter(Role::isStaff).toArray(Role[]::new));
    return Viewers.of(caller);
  }

  /** Takes the step with the values of its form, by the keys of its fields. */
  @PostMapping("/{taskId}/completion")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void complete(@PathVariable String taskId, @RequestBody Map<String, Object> values, Caller caller) {
    work.complete(taskId, values, Viewers.of(caller));
  }
}
