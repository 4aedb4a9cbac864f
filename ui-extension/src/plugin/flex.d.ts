/** The part of Flex UI 2 that the plugin uses. Flex's own types come with 739 MB of packages. */
declare module "@twilio/flex-ui" {
  import type { ComponentType, ReactElement, ReactNode } from "react";

  /** A Task as the agent has it: Flex's name for a reservation and its Task in one. */
  export interface ITask {
    /** The reservation's id (WR...). */
    sid: string;
    /** The Task's own id (WT...). */
    taskSid: string;
    status: "pending" | "accepted" | "wrapping" | "completed" | "canceled" | "rejected" | "rescinded" | "timeout";
    attributes: Record<string, unknown>;
    setAttributes(attributes: Record<string, unknown>): Promise<unknown>;
  }

  /** Flex keeps its own theme; the plugin needs to know only how bright it is. */
  export interface ThemeProps {
    theme?: { isLight?: boolean };
  }

  export interface FlexState {
    flex: { worker: { tasks: Map<string, ITask> }; view: { selectedTaskSid?: string; activeView?: string } };
  }

  export interface Manager {
    user: { identity: string; token: string; roles: string[] };
    workerClient?: { sid: string; attributes: Record<string, unknown> };
    configuration: { custom_data?: Record<string, unknown> };
    /** The language of Flex itself, and who chose it: the user, the account, the browser, or nobody. */
    localization?: { localeTag: string; localeSource: string };
    store: { getState(): FlexState; subscribe(listener: () => void): () => void };
  }

  type Abort = () => void;
  export type Listener = (payload: unknown, abort: Abort) => void | Promise<void>;

  interface ContentOptions {
    sortOrder?: number;
    align?: "start" | "end";
    if?: (props: { task?: ITask }) => boolean;
  }
  interface Content {
    add(element: ReactElement, options?: ContentOptions): void;
  }

  interface TaskChannel {
    capabilities: Set<string>;
    [part: string]: unknown;
  }

  export interface Flex {
    VERSION: string;
    Actions: { invokeAction(name: string, payload?: object): Promise<void>; addListener(name: string, listener: Listener): void };
    Notifications: { registerNotification(notification: object): void; showNotification(id: string, context?: object): void; dismissNotificationById(id: string): void };
    NotificationType: Record<"success" | "information" | "warning" | "error", string>;
    Plugins: { init(plugin: new () => { name: string; init(flex: Flex, manager: Manager): void | Promise<void> }): void };
    TaskCanvasTabs: { Content: Content };
    SideNav: { Content: Content };
    ViewCollection: { Content: Content };
    MainHeader: { Content: Content };
    View: ComponentType<{ name: string; children: ReactNode }>;
    SideLink: ComponentType<{ icon: ReactElement; iconActive: ReactElement; isActive: boolean; "aria-label": string; showLabel: boolean; onClick: () => void; children: ReactNode }>;
    Tab: ComponentType<{ label: string; uniqueName: string; children: ReactNode }>;
    withTaskContext<Props extends { task?: ITask }>(component: ComponentType<Props>): ComponentType<Omit<Props, "task">>;
    withTheme<Props extends ThemeProps>(component: ComponentType<Props>): ComponentType<Omit<Props, "theme">>;
    DefaultTaskChannels: { createDefaultTaskChannel(name: string, applies: (task: ITask) => boolean, icon: ReactElement, iconActive: ReactElement, colour: string): TaskChannel };
    TaskChannels: { register(channel: TaskChannel): void };
  }
}

declare const __PLUGIN_VERSION__: string;
