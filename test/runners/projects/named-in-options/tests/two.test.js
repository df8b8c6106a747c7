import { describeFile } from '../describe-file.js'

describeFile()
