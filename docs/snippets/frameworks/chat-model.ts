import { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { AIMessage, type BaseMessage } from '@langchain/core/messages'

/** Stands for a model: it lists the issues, and then repeats the title of the first. */
class ScriptedModel extends BaseChatModel {
  override _llmType() {
    return 'scripted'
  }

  override bindTools() {
    return this
  }

  override async _generate(messages: BaseMessage[]) {
    const seen = JSON.stringify(messages.at(-1)?.content).replaceAll(/\\+"/g, '"')
    const title = /"title":"([^"]+)"/.exec(seen)?.[1]
    const args = { owner: 'octocat', repo: 'Hello-World' }
    const message =
      title === undefined
        ? new AIMessage({ content: '', tool_calls: [{ id: 'call-1', name: 'github_issues_list', args }] })
        : new AIMessage(`It is this: ${title}.`)
    return { generations: [{ text: message.text, message }] }
  }
}

export const chatModel = new ScriptedModel({})
